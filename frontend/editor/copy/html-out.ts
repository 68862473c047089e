import type { Attributes } from '../../core/attributes.ts'
import { indentOf } from '../document/blocks.ts'
import { backOf, shadeOf } from '../document/colors.ts'
import { type BlockType, colorOf, isList, isRun, kindOf, runsOn, typeOf } from '../document/schema.ts'
import { type Fragment, type FragmentLine, type Piece, lineText } from './line.ts'
import { rowsOf, tableLength } from './table-lines.ts'
import { parseMention } from '../mentions/mentions.ts'
import { safeAddress } from '../document/links.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, letter => escapes[letter]!)

const tags = [
  ['bold', 'strong'],
  ['italic', 'em'],
  ['underline', 'u'],
  ['strike', 's'],
  ['code', 'code'],
] as const

function inline(pieces: readonly Piece[]): string {
  const html = pieces.map(({ text, marks }) => marked(escaped(text), marks)).join('')
  // Spaces that HTML would swallow.
  return html.replace(/^ | $|(?<= ) /g, '&nbsp;')
}

function marked(html: string, marks: Attributes): string {
  if (marks.math === true) return `<span data-math="${html}">${html}</span>`
  const mention = parseMention(marks.mention)
  if (mention) html = `<span data-mention="${escaped(String(marks.mention))}">${html}</span>`
  for (const [mark, tag] of tags) if (marks[mark] === true) html = `<${tag}>${html}</${tag}>`
  const color = colorOf(marks.color)
  const highlight = colorOf(marks.highlight)
  if (color) html = `<span data-color="${color}" style="color: ${shadeOf(color)}">${html}</span>`
  if (highlight) html = `<mark data-color="${highlight}" style="background-color: ${backOf(highlight)}">${html}</mark>`
  const address = typeof marks.link === 'string' ? safeAddress(marks.link) : undefined
  return address ? `<a href="${escaped(address)}">${html}</a>` : html
}

/** A fragment as HTML that other programs, and this one, understand. */
export function toHtml(fragment: Fragment): string {
  const [first] = fragment
  if (fragment.length === 1 && first && typeOf(first.attributes) === 'paragraph') return inline(first.pieces)
  const result: string[] = []
  for (let i = 0; i < fragment.length;) {
    const type = typeOf(fragment[i]!.attributes)
    let end = i + (type === 'cell' ? tableLength(fragment, i) : 1)
    const together = (line: FragmentLine) =>
      isList(type) ? isList(typeOf(line.attributes)) : runsOn(fragment[end - 1]!.attributes, line.attributes)
    if (isList(type) || isRun(type)) {
      while (end < fragment.length && together(fragment[end]!)) end++
    }
    result.push(blockHtml(type, fragment.slice(i, end)))
    i = end
  }
  return result.join('\n')
}

function blockHtml(type: BlockType, lines: Fragment): string {
  const line = lines[0]!
  const { language } = line.attributes
  switch (type) {
    case 'heading1':
    case 'heading2':
    case 'heading3':
      return `<h${type.slice(-1)}>${inline(line.pieces)}</h${type.slice(-1)}>`
    case 'divider':
      return '<hr>'
    case 'cell':
      return tableHtml(lines)
    case 'image':
    case 'file':
      return fileHtml(line)
    case 'code': {
      const name = typeof language === 'string' ? ` class="language-${escaped(language)}"` : ''
      return `<pre><code${name}>${lines.map(each => escaped(lineText(each))).join('\n')}</code></pre>`
    }
    case 'math': {
      const source = escaped(lines.map(lineText).join('\n'))
      return `<div data-math="${source}">${source}</div>`
    }
    case 'callout':
      return `<blockquote data-callout="${kindOf(line.attributes.kind)}">${lines.map(paragraph).join('')}</blockquote>`
    case 'quote':
      return `<blockquote>${lines.map(paragraph).join('')}</blockquote>`
    case 'bullet':
    case 'number':
    case 'task':
    case 'toggle':
      return listHtml(lines)
    default:
      return paragraph(line)
  }
}

function tableHtml(lines: Fragment): string {
  const rows = rowsOf(lines).map((cells, row) => {
    const tag = row === 0 ? 'th' : 'td'
    return `<tr>${cells.map(cell => `<${tag}>${cell ? inline(cell.pieces) : ''}</${tag}>`).join('')}</tr>`
  })
  return `<table>${rows.join('')}</table>`
}

/** A file stays in the instance: another program gets its name, this one what it needs to show it again. */
function fileHtml({ attributes, pieces }: FragmentLine): string {
  const { type, blob, name, size, width, alt } = attributes
  const data = Object.entries({ blob, name, size, width, alt })
    .map(([key, value]) => (value === undefined ? '' : ` data-${key}="${escaped(String(value))}"`))
    .join('')
  const caption = pieces.length ? `<figcaption>${inline(pieces)}</figcaption>` : ''
  return `<figure data-${type}${data}><p>${escaped(String(alt ?? name ?? ''))}</p>${caption}</figure>`
}

function paragraph({ attributes, pieces }: FragmentLine): string {
  const indent = indentOf(attributes)
  return `<p${indent ? ` data-indent="${indent}"` : ''}${look(attributes)}>${inline(pieces)}</p>`
}

/** The colours of a block, for this program itself. */
function look({ tint, fill }: Attributes): string {
  const names = [
    ['tint', colorOf(tint)],
    ['fill', colorOf(fill)],
  ] as const
  return names.map(([name, color]) => (color ? ` data-${name}="${color}"` : '')).join('')
}

function listHtml(lines: Fragment): string {
  let html = ''
  const open: string[] = []
  const closeTo = (depth: number) => {
    while (open.length > depth) html += `</li></${open.pop()!}>`
  }
  for (const { attributes, pieces } of lines) {
    const depth = indentOf(attributes) + 1
    const tag = attributes.type === 'number' ? 'ol' : 'ul'
    closeTo(depth)
    if (open.length === depth && open.at(-1) !== tag) closeTo(depth - 1)
    if (open.length === depth) html += '</li>'
    while (open.length < depth) {
      open.push(tag)
      html += `<${tag}>${open.length < depth ? '<li>' : ''}`
    }
    const box = attributes.checked === true ? '<input type="checkbox" checked>' : '<input type="checkbox">'
    const fold = attributes.type === 'toggle' ? ` data-toggle="${attributes.folded === true ? 'folded' : 'open'}"` : ''
    html += `<li${fold}>${attributes.type === 'task' ? box : ''}${inline(pieces)}`
  }
  closeTo(0)
  return html
}
