import { type Attributes, noAttributes } from '../../core/attributes.ts'
import { indentOf } from '../document/blocks.ts'
import { rowsOf, tableLength } from './table-lines.ts'
import { isSource, kindOf, runsOn, typeOf } from '../document/schema.ts'
import { parseMention } from '../mentions/mentions.ts'
import { type Fragment, type FragmentLine, lineText } from './line.ts'

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
  if (marks.math === true) return `${before}$${core}$${after}`
  let result = core
  const mention = parseMention(marks.mention)
  if (mention?.kind === 'page') result = `[${core}](/p/${mention.node})`
  if (marks.highlight !== undefined) result = `==${result}==`
  for (const [mark, sign] of signs) if (marks[mark] === true) result = sign + result + sign
  if (typeof marks.link === 'string') result = marks.link === core ? core : `[${result}](${marks.link})`
  return before + result + after
}

/** A fragment as text that reads well by itself and is Markdown where it has a format. */
export function toMarkdown(fragment: Fragment): string {
  const [only] = fragment
  if (fragment.length === 1 && only && typeOf(only.attributes) === 'paragraph') return inline(only)
  const counts: number[] = []
  /** The fence that is open. */
  let fence = ''
  let last: Attributes = noAttributes
  const lines: string[] = []
  for (let i = 0; i < fragment.length; i++) {
    const line = fragment[i]!
    const { attributes } = line
    const type = typeOf(attributes)
    const indent = indentOf(attributes)
    if (fence && !runsOn(last, attributes)) {
      lines.push(fence)
      fence = ''
    }
    if (isSource(type) && !fence) {
      fence = type === 'code' ? '```' : '$$'
      lines.push(type === 'code' ? fence + (attributes.language ?? '') : fence)
    }
    if (type === 'callout' && !runsOn(last, attributes)) lines.push(`> [!${kindOf(attributes.kind)}]`)
    last = attributes
    counts.length = Math.min(counts.length, indent + 1)
    counts[indent] = type === 'number' ? (counts[indent] ?? 0) + 1 : 0
    if (type === 'cell') {
      const length = tableLength(fragment, i)
      lines.push(...table(fragment.slice(i, i + length)))
      i += length - 1
      continue
    }
    if (type === 'image' || type === 'file') {
      const { alt, name, blob } = attributes
      lines.push(`${type === 'image' ? '!' : ''}[${alt ?? name ?? ''}](/files/${blob})`)
      if (line.pieces.length) lines.push(inline(line))
      continue
    }
    lines.push(
      isSource(type) ? lineText(line) : '   '.repeat(indent) + sign(attributes, counts[indent]!) + inline(line),
    )
  }
  if (fence) lines.push(fence)
  return lines.join('\n')
}

function table(lines: Fragment): string[] {
  const rows = rowsOf(lines).map(
    cells => `| ${cells.map(cell => (cell ? inline(cell).replaceAll('|', '\\|') : '')).join(' | ')} |`,
  )
  const columns = rowsOf(lines)[0]!.length
  return [rows[0]!, `|${' --- |'.repeat(columns)}`, ...rows.slice(1)]
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
    case 'toggle':
      return '- '
    case 'number':
      return `${number}. `
    case 'task':
      return attributes.checked === true ? '- [x] ' : '- [ ] '
    case 'quote':
    case 'callout':
      return '> '
    case 'divider':
      return '---'
    default:
      return ''
  }
}
