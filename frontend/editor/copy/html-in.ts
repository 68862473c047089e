import { type Attributes, isEmpty, noAttributes } from '../../core/attributes.ts'
import { deepest } from '../document/blocks.ts'
import { nearestColor } from '../document/colors.ts'
import { FragmentBuilder } from './fragment.ts'
import type { Fragment } from './line.ts'
import { mentionCharacter, parseMention } from '../mentions/mentions.ts'
import { safeAddress } from '../document/links.ts'
import { pictureIn } from './pasted-images.ts'
import { cellNames } from './table-lines.ts'
import { colorOf, kindOf } from '../document/schema.ts'

const ignored = new Set(
  'script style head template noscript iframe object embed svg meta link title textarea select option audio video canvas'.split(
    ' ',
  ),
)
const blocks = new Set(
  'p div section article header footer main aside nav figure figcaption address details summary dl dt dd form fieldset center table thead tbody tfoot tr caption ul ol li h1 h2 h3 h4 h5 h6 blockquote pre hr'.split(
    ' ',
  ),
)
const mostPictures = 50
const headings: Readonly<Record<string, string>> = {
  h1: 'heading1',
  h2: 'heading2',
  h3: 'heading3',
  h4: 'heading3',
  h5: 'heading3',
  h6: 'heading3',
}
const markTags: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strike',
  strike: 'strike',
  del: 'strike',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
}

/** Where the walk is: what the next line and the next text get. */
interface Place {
  readonly block: Attributes
  readonly marks: Attributes
  readonly lists: number
  readonly pre: boolean
  /** Within a cell of a table no block begins. */
  readonly cell?: boolean
}

/** What pasted HTML is: its structure, and the pictures that it holds itself. */
export interface Pasted {
  readonly fragment: Fragment
  readonly pictures: readonly File[]
}

/**
 * The structure of pasted HTML. It is parsed into a document that runs nothing and loads nothing, and only text, known
 * blocks, known marks and http, https and mailto links are taken out of it.
 */
export function fromHtml(html: string): Pasted {
  const { body } = new DOMParser().parseFromString(withoutHandlers(html), 'text/html')
  return new Walk().run(body)
}

/**
 * Styles and handlers under names that mean nothing. Nothing would run anyway; but the content security policy, which holds
 * for such a document too, hides styles from the walk and reports each of them.
 */
function withoutHandlers(html: string): string {
  const inert = html.replace(/<(\/?)style\b/gi, '<$1script')
  return inert.replace(/<[a-z][^>]*>/gi, tag => tag.replace(/([\s"'/])(style|on\w+)(?=\s*=)/gi, '$1data-$2'))
}

const spaces = (hard: string) => ' '.repeat(hard.length)

class Walk {
  readonly #out = new FragmentBuilder()
  /** The block that the next text begins; undefined while a line is open. */
  #next: Attributes | undefined = noAttributes
  #lineHasText = false
  /** A space that is written if more text follows in the line. */
  #space: Attributes | undefined
  readonly #pictures: File[] = []

  run(body: Element): Pasted {
    this.#children(body, { block: noAttributes, marks: noAttributes, lists: 0, pre: false })
    return { fragment: this.#out.done(), pictures: this.#pictures }
  }

  #children(parent: Node, place: Place): void {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.#text(node.nodeValue ?? '', place)
      else if (node.nodeType === Node.ELEMENT_NODE) this.#element(node as HTMLElement, place)
    }
  }

  #element(node: HTMLElement, place: Place): void {
    const tag = node.localName
    if (ignored.has(tag) || /mso-list:\s*ignore/i.test(node.getAttribute('data-style') ?? '')) return
    const special = node.hasAttributes() || tag === 'math'
    // A page of this program that was saved as HTML says the kind of a callout in a word too.
    if (special && node.matches('[data-callout] > .kind')) return
    if (special && this.#mention(node, place)) return
    if ((special && (this.#formula(node, place) || this.#file(node, place))) || this.#table(node, place)) return
    if (tag === 'br') return this.#break(place)
    if (tag === 'img') return this.#image(node, place)
    if ((tag === 'td' || tag === 'th') && !place.cell) return this.#cell(node, place)
    if (place.cell && blocks.has(tag)) {
      if (!this.#next) this.#space ??= place.marks
      return this.#children(node, place)
    }
    if (!blocks.has(tag)) return this.#children(node, { ...place, marks: marksAt(node, place.marks) })
    if (tag === 'hr') {
      this.#open({ type: 'divider' })
      this.#begin()
      return this.#open(place.block)
    }
    const inner = placeAt(node, place)
    this.#open(inner.block)
    this.#children(node, inner)
    this.#open(place.block)
  }

  /** An image or a file that was copied in a page of this program. */
  #file(node: HTMLElement, place: Place): boolean {
    const { image, file, blob, name, size, width, alt } = node.dataset
    if (node.localName !== 'figure' || (image ?? file) === undefined || !/^[0-9a-f]{64}$/.test(blob ?? '')) return false
    const numbers = { size: Number(size), width: Number(width) }
    this.#open({
      type: file === undefined ? 'image' : 'file',
      blob: blob!,
      ...(name ? { name: name.slice(0, 255) } : {}),
      ...(numbers.size > 0 ? { size: Math.floor(numbers.size) } : {}),
      ...(numbers.width > 0 ? { width: Math.min(10_000, Math.floor(numbers.width)) } : {}),
      ...(alt ? { alt: alt.slice(0, 1000) } : {}),
    })
    this.#begin()
    const caption = node.querySelector('figcaption')
    if (caption) this.#children(caption, { ...place, cell: true })
    this.#open(place.block)
    return true
  }

  /** A mention that was copied in a page of this program: its words are made anew from what it names. */
  #mention(node: HTMLElement, place: Place): boolean {
    const { mention } = node.dataset
    if (!mention || place.pre || !parseMention(mention)) return false
    this.#text(mentionCharacter, { ...place, marks: { ...place.marks, mention } })
    return true
  }

  /** A formula of ours, or one that KaTeX or MathJax drew, by its source. */
  #formula(node: HTMLElement, place: Place): boolean {
    const source =
      node.dataset.math ??
      (node.matches('math, .katex, .MathJax')
        ? node.querySelector('annotation[encoding="application/x-tex"]')?.textContent
        : undefined)
    if (!source?.trim()) return false
    const display = node.localName === 'div' || node.closest('.katex-display, [display="block"]') !== null
    if (!display) this.#text(source, { ...place, marks: { math: true } })
    else {
      for (const line of source.trim().split('\n')) {
        this.#open({ type: 'math' })
        this.#begin()
        this.#out.text(line)
      }
      this.#open(place.block)
    }
    return true
  }

  /** The next text begins a new block. */
  #open(block: Attributes): void {
    this.#next = block
    this.#space = undefined
  }

  #begin(): void {
    if (!this.#next) return
    this.#out.line(this.#next)
    this.#next = undefined
    this.#lineHasText = false
  }

  #break(place: Place): void {
    if (this.#next) return
    if (place.cell) return void (this.#space ??= place.marks)
    // A break within an item goes on below it, without a sign of its own.
    const { type, checked: _, ...rest } = place.block
    const continues = type === 'quote' || type === 'code'
    this.#open(
      continues ? place.block : place.lists ? { ...rest, indent: Math.min(deepest, place.lists) } : noAttributes,
    )
  }

  #text(text: string, place: Place): void {
    if (place.pre) return this.#preformatted(text, place)
    const [, before, core, after] = /^( ?)(.*?)( ?)$/s.exec(text.replace(/[ \t\r\n\f]+/g, ' '))!
    if (before && !this.#next) this.#space ??= place.marks
    if (!core) return
    this.#begin()
    if (this.#space && this.#lineHasText) this.#out.text(' ', this.#space)
    // Hard spaces at an edge or beside others are how programs write plain ones.
    this.#out.text(core.replace(/^\u00a0+|\u00a0+$|\u00a0(?=[ \u00a0])|(?<=[ \u00a0])\u00a0/g, spaces), place.marks)
    this.#space = after ? place.marks : undefined
    this.#lineHasText = true
  }

  #preformatted(text: string, place: Place): void {
    const lines = text.replace(/\n$/, '').split(/\r\n?|\n/)
    lines.forEach((line, i) => {
      if (i > 0) this.#open(place.block)
      this.#begin()
      this.#out.text(line)
    })
  }

  /** A table that holds data. One that holds other tables, or a single column, is there for the layout. */
  #table(node: HTMLElement, place: Place): boolean {
    if (node.localName !== 'table' || place.cell || node.querySelector('table')) return false
    const rows = [...(node as HTMLTableElement).rows].filter(row => row.cells.length)
    if (!rows.some(row => row.cells.length > 1)) return false
    const name = cellNames()
    rows.forEach((row, r) => {
      let column = 0
      for (const cell of row.cells) {
        this.#open(name(r, column))
        this.#begin()
        this.#children(cell, { ...place, marks: noAttributes, cell: true })
        column += Math.min(100, Math.max(1, cell.colSpan))
      }
    })
    this.#open(place.block)
    return true
  }

  /** The cells of a row share a line. */
  #cell(node: HTMLElement, place: Place): void {
    if (node.previousElementSibling) {
      this.#begin()
      this.#out.text(' | ')
      this.#space = undefined
      this.#lineHasText = false
    }
    this.#children(node, { ...place, marks: marksAt(node, place.marks), cell: true })
  }

  /** One from the web becomes a link to it: it is never fetched. Those that the HTML holds itself become files. */
  #image(node: HTMLElement, place: Place): void {
    const address = node.getAttribute('src') ?? ''
    const words = node.getAttribute('alt')?.trim()
    const picture = this.#pictures.length < mostPictures ? pictureIn(address, words ?? '') : undefined
    if (picture) return void this.#pictures.push(picture)
    const link = safeAddress(address)
    const name = words || link
    if (name) this.#text(name, link ? { ...place, marks: { ...place.marks, link } } : place)
  }
}

function placeAt(node: HTMLElement, place: Place): Place {
  const tag = node.localName
  const heading = headings[tag]
  if (heading) return { ...place, block: { type: heading }, marks: noAttributes }
  if (tag === 'ul' || tag === 'ol') return { ...place, lists: place.lists + 1 }
  if (tag === 'li') return { ...place, block: itemAt(node, place) }
  if (tag === 'summary') return { ...place, block: { type: 'toggle', ...nestedIn(place.lists - 1) } }
  if (tag === 'details') return { ...place, lists: place.lists + 1, block: nestedIn(place.lists + 1) }
  if (tag === 'blockquote' || node.matches('.markdown-alert, .callout')) return { ...place, block: quoteAt(node) }
  if (node.matches('.markdown-alert-title')) return { ...place, block: noAttributes }
  if (tag === 'pre') return { ...place, block: codeAt(node), marks: noAttributes, pre: true }
  if (tag === 'dd') return { ...place, block: { indent: 1 } }
  if (!node.hasAttributes()) return place
  const word = /mso-list:[^;"]*level(\d+)/i.exec(node.dataset.style ?? '')
  if (word) return { ...place, block: wordItem(node, Number(word[1])) }
  const indent = Number(node.dataset.indent)
  const own = { ...(indent > 0 ? nestedIn(Math.floor(indent)) : {}), ...lookOf(node) }
  if (!isEmpty(own)) return { ...place, block: { ...place.block, ...own } }
  return { ...place, marks: marksAt(node, place.marks) }
}

const nestedIn = (depth: number): Attributes => (depth > 0 ? { indent: Math.min(deepest, depth) } : noAttributes)

function quoteAt(node: HTMLElement): Attributes {
  const kind = node.dataset.callout ?? /markdown-alert-(\w+)/.exec(node.className)?.[1]
  return kind ? { type: 'callout', kind: kindOf(kind) } : { type: 'quote' }
}

/** The colours that this program wrote for a block. */
function lookOf({ dataset: { tint, fill } }: HTMLElement): Attributes {
  return {
    ...(colorOf(tint) ? { tint: colorOf(tint)! } : {}),
    ...(colorOf(fill) ? { fill: colorOf(fill)! } : {}),
  }
}

function itemAt(node: HTMLElement, { lists }: Place): Attributes {
  const indent = Math.min(deepest, Math.max(0, lists - 1))
  const nested = indent > 0 ? { indent } : noAttributes
  const box = node.querySelector(
    ':scope > input[type=checkbox], :scope > p > input[type=checkbox], :scope > label input',
  )
  const role = node.getAttribute('role') === 'checkbox' ? node.getAttribute('aria-checked') : node.dataset.checked
  if (box || (role !== undefined && role !== null)) {
    const checked = role === 'true' || box?.hasAttribute('checked') === true
    return checked ? { type: 'task', checked, ...nested } : { type: 'task', ...nested }
  }
  const { toggle } = node.dataset
  if (toggle) return { type: 'toggle', ...nested, ...(toggle === 'folded' ? { folded: true } : {}) }
  return { type: node.parentElement?.localName === 'ol' ? 'number' : 'bullet', ...nested }
}

/** A paragraph that Word means as an item: the level is in its style, the sign in a part that is ignored. */
function wordItem(node: HTMLElement, level: number): Attributes {
  const sign =
    node.querySelector('[data-style*="mso-list:Ignore" i], [data-style*="mso-list: Ignore" i]')?.textContent ?? ''
  const indent = Math.min(deepest, Math.max(0, level - 1))
  return { type: /^\s*\(?[\dA-Za-z]{1,3}[.)]/.test(sign) ? 'number' : 'bullet', ...(indent ? { indent } : {}) }
}

function codeAt(node: HTMLElement): Attributes {
  const names = `${node.className} ${node.querySelector('code')?.className ?? ''}`
  const language = /(?:language|lang|highlight-source)-([\w+#-]+)/.exec(names)?.[1] ?? node.dataset.language
  return language ? { type: 'code', language } : { type: 'code' }
}

function marksAt(node: HTMLElement, marks: Attributes): Attributes {
  const tag = markTags[node.localName]
  if (!tag && !node.hasAttributes() && node.localName !== 'mark') return marks
  const result: Record<string, Attributes[string]> = { ...marks }
  if (tag) result[tag] = true
  const color = colorOf(node.dataset.color)
  if (node.localName === 'mark') result.highlight = color ?? 'yellow'
  else if (color) result.color = color
  const link = node.localName === 'a' ? safeAddress(node.getAttribute('href') ?? '') : undefined
  if (link) result.link = link
  const style = node.dataset.style?.toLowerCase()
  return style && !color ? styledMarks(style, result) : result
}

/** What the last style said: programs write the same one for word after word. */
let last: { style: string; values: ReadonlyMap<string, string> } | undefined

function declared(style: string): ReadonlyMap<string, string> {
  if (last?.style !== style) {
    const parts = style.split(';').map(part => part.split(':'))
    last = { style, values: new Map(parts.map(([name, ...value]) => [name!.trim(), value.join(':').trim()])) }
  }
  return last.values
}

function styledMarks(style: string, marks: Record<string, Attributes[string]>): Attributes {
  const values = declared(style)
  const value = (name: string) => values.get(name) ?? ''
  const weight = value('font-weight')
  if (weight === 'normal' || (weight !== '' && Number(weight) <= 400)) delete marks.bold
  else if (weight.startsWith('bold') || Number(weight) >= 600) marks.bold = true
  const slant = value('font-style')
  if (slant === 'normal') delete marks.italic
  else if (slant === 'italic' || slant === 'oblique') marks.italic = true
  const lines = `${value('text-decoration-line')} ${value('text-decoration')}`
  if (lines.includes('line-through')) marks.strike = true
  const back = nearestColor(value('background-color') || value('background') || value('mso-highlight'))
  if (back) marks.highlight = back
  const front = marks.link === undefined ? nearestColor(value('color')) : undefined
  // Grey is how many programs write plain text.
  if (front && front !== 'gray') marks.color = front
  // Links are underlined by themselves.
  if (lines.includes('underline') && marks.link === undefined) marks.underline = true
  return marks
}
