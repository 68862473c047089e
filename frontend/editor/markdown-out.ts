import type { Attributes } from '../core/attributes.ts'
import { indentOf, typeOf } from './blocks.ts'
import { type Fragment, type FragmentLine, lineText } from './fragment.ts'

const signs = [
  ['code', '`'],
  ['strike', '~~'],
  ['italic', '*'],
  ['bold', '**'],
] as const

function inline({ pieces }: FragmentLine): string {
  return pieces.map(({ text, marks }) => marked(text, marks)).join('')
}

function marked(text: string, marks: Attributes): string {
  const [, before, core, after] = /^(\s*)(.*?)(\s*)$/s.exec(text)!
  if (!core) return text
  let result = core
  for (const [mark, sign] of signs) if (marks[mark] === true) result = sign + result + sign
  if (typeof marks.link === 'string') result = marks.link === core ? core : `[${result}](${marks.link})`
  return before + result + after
}

/** A fragment as text that reads well by itself and is Markdown where it has a format. */
export function toMarkdown(fragment: Fragment): string {
  const [only] = fragment
  if (fragment.length === 1 && only && typeOf(only.attributes) === 'paragraph') return inline(only)
  const counts: number[] = []
  let code: Attributes | undefined
  const lines: string[] = []
  for (const line of fragment) {
    const { attributes } = line
    const type = typeOf(attributes)
    const indent = indentOf(attributes)
    if (type === 'code' && !code) lines.push('```' + (attributes.language ?? ''))
    if (type !== 'code' && code) lines.push('```')
    code = type === 'code' ? attributes : undefined
    counts.length = Math.min(counts.length, indent + 1)
    counts[indent] = type === 'number' ? (counts[indent] ?? 0) + 1 : 0
    lines.push(
      type === 'code' ? lineText(line) : '   '.repeat(indent) + sign(attributes, counts[indent]!) + inline(line),
    )
  }
  if (code) lines.push('```')
  return lines.join('\n')
}

function sign(attributes: Attributes, number: number): string {
  switch (typeOf(attributes)) {
    case 'heading1':
      return '# '
    case 'heading2':
      return '## '
    case 'heading3':
      return '### '
    case 'bullet':
      return '- '
    case 'number':
      return `${number}. `
    case 'task':
      return attributes.checked === true ? '- [x] ' : '- [ ] '
    case 'quote':
      return '> '
    case 'divider':
      return '---'
    case 'code':
    case 'paragraph':
      return ''
  }
}
