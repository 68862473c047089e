import { type Attributes, noAttributes } from '../../core/attributes.ts'
import { deepest } from '../document/blocks.ts'
import { FragmentBuilder } from './fragment.ts'
import type { Fragment } from './line.ts'
import { safeAddress } from '../document/links.ts'
import { cellNames } from './table-lines.ts'
import { type Kind, kindOf } from '../document/schema.ts'

const evidence = [
  /^#{1,6} \S/m,
  /^(```|~~~)/m,
  /^\s*[-*+] \S/m,
  /^\s*\d{1,3}[.)] \S/m,
  /^> ?\S/m,
  /\*\*[^\s*][^*]*\*\*/,
  /\[[^\]\n]+\]\((https?:|mailto:)[^)\s]+\)/,
  /(^|\s)`[^`\n]+`/,
  /~~\S[^~]*~~/,
  /==\S[^=]*==/,
  /^\$\$/m,
  /^\s*\|?\s*:?-+:?\s*\|[\s|:-]*$/m,
]

/** Whether bare text is meant as Markdown. */
export const looksLikeMarkdown = (text: string): boolean => evidence.some(pattern => pattern.test(text))

/** The structure of Markdown as people write it; what it has and pages do not becomes text. */
export function fromMarkdown(source: string): Fragment {
  const out = new FragmentBuilder()
  /** Columns at which the items that are open begin. */
  const columns: number[] = []
  let fence: { sign: string; attributes: Attributes } | undefined
  let open = false
  /** Of the callout that is open. */
  let kind: Kind | undefined
  const lines = source.replace(/\r\n?/g, '\n').split('\n')
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (fence) {
      if (line.trim().startsWith(fence.sign)) fence = undefined
      else out.line(fence.attributes).text(line)
      continue
    }
    if (line.includes('|') && isRule(lines[i + 1])) {
      const name = cellNames()
      const put = (row: string, r: number) => splitRow(row).forEach((cell, c) => inline(out.line(name(r, c)), cell))
      put(line, 0)
      let rows = 1
      for (i += 2; lines[i]?.includes('|'); i++) put(lines[i]!, rows++)
      i--
      open = false
      continue
    }
    const start = /^\s*(```+|~~~+)\s*([\w+#-]*)/.exec(line)
    const formula = /^\s*\$\$(.+)\$\$\s*$/.exec(line)
    if (formula) {
      out.line({ type: 'math' }).text(formula[1]!.trim())
      open = false
    } else if (line.trim() === '$$') {
      fence = { sign: '$$', attributes: { type: 'math' } }
      open = false
    } else if (start) {
      fence = { sign: start[1]!, attributes: start[2] ? { type: 'code', language: start[2] } : { type: 'code' } }
      open = false
    } else if (line.trim() === '') {
      open = false
      kind = undefined
    } else {
      const callout = /^> ?\[!(\w+)\][+-]? ?(.*)$/.exec(line.trim())
      if (callout) {
        kind = kindOf(callout[1])
        if (!callout[2]) continue
      } else if (!line.trim().startsWith('>')) kind = undefined
      if (kind) {
        inline(out.line({ type: 'callout', kind }), callout?.[2] ?? line.trim().replace(/^>+ ?/, ''))
        open = false
      } else open = block(out, line, columns, open)
    }
  }
  return out.done()
}

/** Whether a line is what stands below the first row of a table. */
const isRule = (line: string | undefined) =>
  line !== undefined && line.includes('-') && line.includes('|') && /^\s*\|?(\s*:?-+:?\s*(\||$))+\s*$/.test(line)

function splitRow(line: string): string[] {
  const bare = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return bare.split(/(?<!\\)\|/).map(cell => cell.trim().replaceAll('\\|', '|'))
}

/** Takes one line. Returns whether the next one may continue its paragraph. */
function block(out: FragmentBuilder, line: string, columns: number[], open: boolean): boolean {
  const column = /^[ \t]*/.exec(line)![0].replace(/\t/g, '    ').length
  const text = line.trim()
  const heading = /^(#{1,6}) +(.*?)(?: +#+)?$/.exec(text)
  const item = /^(?:[-*+]|(\d{1,9})[.)]) +(?:\[([ xX])\] +)?(.*)$/.exec(text)
  if (heading) {
    columns.length = 0
    inline(out.line({ type: `heading${Math.min(3, heading[1]!.length)}` }), heading[2]!)
    return false
  }
  if (/^([-*_])( *\1){2,}$/.test(text)) {
    out.line({ type: 'divider' })
    return false
  }
  if (item) {
    while (columns.length && columns.at(-1)! > column) columns.pop()
    if (columns.at(-1) !== column) columns.push(column)
    const indent = Math.min(deepest, columns.length - 1)
    const type = item[2] !== undefined ? 'task' : item[1] ? 'number' : 'bullet'
    const checked: Attributes = /[xX]/.test(item[2] ?? '') ? { checked: true } : noAttributes
    inline(out.line({ type, ...checked, ...(indent ? { indent } : {}) }), item[3]!)
    return true
  }
  const quote = /^>+ ?(.*)$/.exec(text)
  if (quote) {
    inline(out.line({ type: 'quote' }), quote[1]!)
    return false
  }
  if (open) inline(out.text(' '), text)
  else {
    if (column === 0) columns.length = 0
    const indent = Math.min(deepest, columns.length)
    inline(out.line(indent ? { indent } : noAttributes), text)
  }
  return true
}

/** In the order in which they are tried at each place. */
const spans: readonly [RegExp, string][] = [
  [/\*\*(?=\S)(.+?)(?<=\S)\*\*/, 'bold'],
  [/__(?=\S)(.+?)(?<=\S)__(?!\w)/, 'bold'],
  [/==(?=\S)(.+?)(?<=\S)==/, 'highlight'],
  [/~~(?=\S)(.+?)(?<=\S)~~/, 'strike'],
  [/\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?!\*)/, 'italic'],
  [/(?<!\w)_(?=[^\s_])(.+?)(?<=[^\s_])_(?!\w)/, 'italic'],
]

function inline(out: FragmentBuilder, text: string, marks: Attributes = noAttributes): void {
  const found = firstOf(text)
  if (!found) {
    out.text(text.replace(/\\([!-/:-@[-`{-~])/g, '$1'), marks)
    return
  }
  inline(out, text.slice(0, found.from), marks)
  if (found.inner) inline(out, found.text, { ...marks, ...found.marks })
  else out.text(found.text, { ...marks, ...found.marks })
  inline(out, text.slice(found.to), marks)
}

interface Found {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly marks: Attributes
  /** Whether the text may hold further marks. */
  readonly inner: boolean
}

function firstOf(text: string): Found | undefined {
  const candidates: Found[] = []
  const add = (match: RegExpExecArray | null, content: string, marks: Attributes, inner: boolean) => {
    if (!match || isEscaped(text, match.index)) return
    candidates.push({ from: match.index, to: match.index + match[0].length, text: content, marks, inner })
  }
  const code = /(`+)(.+?)(?<!`)\1(?!`)/.exec(text)
  add(code, code?.[2] ?? '', { code: true }, false)
  const formula = /(?<![\\$\w])\$(?=[^\s$])([^$\n]*[^\s$\\])\$(?![\w$])/.exec(text)
  add(formula, formula?.[1] ?? '', { math: true }, false)
  const link = /!?\[([^\]]*)\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/.exec(text)
  const address = link && safeAddress(link[2]!)
  add(link, link?.[1] || (link?.[2] ?? ''), address ? { link: address } : noAttributes, true)
  const bare = /<((?:https?|mailto):[^\s<>]+)>/.exec(text)
  const bareAddress = bare && safeAddress(bare[1]!)
  if (bareAddress) add(bare, bare[1]!, { link: bareAddress }, false)
  for (const [pattern, mark] of spans) {
    const match = pattern.exec(text)
    add(match, match?.[1] ?? '', { [mark]: mark === 'highlight' ? 'yellow' : true }, true)
  }
  return candidates.sort((a, b) => a.from - b.from || b.to - a.to)[0]
}

function isEscaped(text: string, at: number): boolean {
  let signs = 0
  while (text[at - 1 - signs] === '\\') signs++
  return signs % 2 === 1
}
