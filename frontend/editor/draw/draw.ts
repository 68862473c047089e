import type { EditorState, Range, RangeSet } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { type Attributes, noAttributes } from '../../core/attributes.ts'
import type { Span } from '../../core/page.ts'
import { word } from '../../core/words.ts'
import { blockAttributes, indentOf } from '../document/blocks.ts'
import { colorOf, isHeading, isRun, isSource, kindOf, runsOn, threadOf, threadsOf, typeOf } from '../document/schema.ts'
import { blockWidget } from './block-widgets.ts'
import { foldField, isFolded } from '../document/folding.ts'
import { safeAddress } from '../document/links.ts'
import { mentionDecoration } from '../mentions/mentions.ts'
import { marksOf, pageField, pageOf, stepOf } from '../document/model.ts'
import { type Counts, count, countsBefore } from '../document/numbering.ts'

/** Draws marks and blocks, only for the lines near the viewport. */
export const drawing = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    /** The counts above the first drawn line; they hold until something changes above it. */
    #above: { line: number; counts: Counts } | undefined

    constructor(view: EditorView) {
      this.decorations = this.#draw(view)
    }

    update(update: ViewUpdate) {
      const stepped = update.transactions.some(tr => isDrawn(tr.startState.field(pageField), tr.state.field(pageField)))
      const folds = (state: EditorState) => state.field(foldField, false)
      const refolded = folds(update.startState) !== folds(update.state)
      if (!stepped && !refolded && !update.viewportChanged && update.startState.readOnly === update.state.readOnly)
        return
      if (stepped) this.#forget(update)
      this.decorations = this.#draw(update.view)
    }

    #forget(update: ViewUpdate) {
      const above = this.#above
      if (!above) return
      const start = update.startState.doc.line(Math.min(above.line, update.startState.doc.lines)).from
      for (const tr of update.transactions) {
        const { delta, first } = stepOf(tr)
        const head = delta[0]
        const unchanged = head && 'keep' in head && !head.set ? head.keep : 0
        if (first || (delta.length && unchanged < start)) this.#above = undefined
      }
    }

    #draw(view: EditorView): DecorationSet {
      const ranges: Range<Decoration>[] = []
      const { doc } = view.state
      for (const { from, to } of drawnRanges(view)) {
        this.#lines(view, doc.lineAt(from).number, doc.lineAt(to).number, ranges)
      }
      return Decoration.set(ranges, true)
    }

    #lines(view: EditorView, first: number, last: number, ranges: Range<Decoration>[]) {
      const page = pageOf(view.state)
      const { doc } = view.state
      if (this.#above?.line !== first) this.#above = { line: first, counts: countsBefore(page, doc, first) }
      const counts = [...this.#above.counts]
      const blocks = blockAttributes(page, doc, first, last)
      const edge = (n: number) => (n >= 1 && n <= doc.lines ? page.block(doc.line(n).from) : noAttributes)
      const before = edge(first - 1)
      const after = edge(last + 1)
      let position = doc.line(first).from
      blocks.forEach((attributes, i) => {
        const line = doc.lineAt(position)
        const edges: Edges = [
          !runsOn(i > 0 ? blocks[i - 1]! : before, attributes),
          !runsOn(attributes, i + 1 < blocks.length ? blocks[i + 1]! : after),
        ]
        const decoration = lineDecoration(attributes, count(counts, attributes), edges, line.text)
        if (decoration) ranges.push(decoration.range(line.from))
        else if (doc.length === 0) ranges.push(emptyPage.range(0))
        const type = typeOf(attributes)
        const folded = type === 'toggle' && isFolded(view.state, line.from)
        const widget = blockWidget(type, { attributes, begins: edges[0], folded, readOnly: view.state.readOnly })
        if (widget) ranges.push(widget.range(line.from))
        position = line.to + 1
      })
      const from = doc.line(first).from
      drawMarks(page.spans, from, doc.line(last).to, ranges)
    }
  },
  {
    decorations: plugin => plugin.decorations,
  },
)

const isDrawn = (before: { page: unknown }, after: { page: unknown }) => before.page !== after.page

/** Whether a line begins and ends the lines that are drawn as one. */
type Edges = readonly [begins: boolean, ends: boolean]

/** What is in sight. An empty document has no visible range, and yet a line. */
export function drawnRanges({ visibleRanges, viewport }: EditorView): readonly { from: number; to: number }[] {
  return visibleRanges.length ? visibleRanges : [viewport]
}

const rightToLeftLetter = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b]/

const emptyPage = Decoration.line({ attributes: { 'data-placeholder': word('editor.placeholder') } })

/** So many looks are remembered; there are more when threads and numbers meet. */
const mostLooks = 5000
const lineCache = new Map<string, Decoration>()

function lineDecoration(
  attributes: Attributes,
  number: number | undefined,
  [begins, ends]: Edges,
  text: string,
): Decoration | undefined {
  const type = typeOf(attributes)
  const indent = indentOf(attributes)
  const rightToLeft = rightToLeftLetter.test(text)
  const empty = text === ''
  const { tint, fill } = attributes
  const threads = threadsOf(attributes)
  if (type === 'paragraph' && indent === 0 && !rightToLeft && !tint && !fill && !threads.length) return undefined
  const classes = [`atoll-${type}`]
  if (indent) classes.push(`atoll-indent-${indent}`)
  if (type === 'bullet') classes.push(`atoll-bullet-${indent % 3}`)
  if (type === 'task' && attributes.checked === true) classes.push('atoll-checked')
  if (type === 'callout') classes.push(`atoll-kind-${kindOf(attributes.kind)}`)
  if (colorOf(tint)) classes.push(`atoll-tint-${String(tint)}`)
  if (colorOf(fill)) classes.push(`atoll-fill-${String(fill)}`)
  classes.push(...threads.map(thread => `atoll-thread-${thread}`))
  if (isRun(type)) {
    if (begins) classes.push('atoll-begins')
    if (ends) classes.push('atoll-ends')
  }
  const key = `${classes.join(' ')}|${number ?? ''}|${empty}|${rightToLeft}`
  let decoration = lineCache.get(key)
  if (!decoration) {
    const extra: Record<string, string> = {}
    if (rightToLeft) extra.dir = 'auto'
    if (number !== undefined) extra['data-number'] = `${numeral(number, indent)}.`
    if (isHeading(type)) {
      extra.role = 'heading'
      extra['aria-level'] = type.slice(-1)
      if (empty) extra['data-placeholder'] = word(`block.${type as 'heading1'}.name`)
    }
    if (isSource(type)) extra.spellcheck = 'false'
    if (type === 'toggle' && empty) extra['data-placeholder'] = word('block.toggle.name')
    if (type === 'divider') extra.role = 'separator'
    if (type === 'image' && empty) extra['data-placeholder'] = word('editor.caption')
    decoration = Decoration.line({ class: classes.join(' '), attributes: extra })
    remember(lineCache, key, decoration)
  }
  return decoration
}

function remember(cache: Map<string, Decoration>, key: string, look: Decoration) {
  if (cache.size > mostLooks) cache.clear()
  cache.set(key, look)
}

/** 1, a, i by depth, as word processors do. */
function numeral(number: number, indent: number): string {
  if (indent % 3 === 1) return letters(number)
  return indent % 3 === 2 ? roman(number) : String(number)
}

function letters(number: number): string {
  let result = ''
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    result = String.fromCharCode(97 + ((rest - 1) % 26)) + result
  }
  return result
}

const romans = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
] as const

function roman(number: number): string {
  let result = ''
  for (const [value, letter] of romans) for (; number >= value; number -= value) result += letter
  return result
}

const markCache = new Map<string, Decoration>()

function drawMarks(spans: RangeSet<Span>, from: number, to: number, ranges: Range<Decoration>[]) {
  spans.between(from, to, (start, end, { attributes }) => {
    const a = Math.max(start, from)
    const b = Math.min(end, to)
    const decoration = b > a && markDecoration(attributes)
    if (decoration) ranges.push(decoration.range(a, b))
    const mention = b > a && mentionDecoration(attributes.mention)
    // Equal mentions side by side are one run; each character is drawn for itself.
    for (let at = a; mention && at < b; at++) ranges.push(mention.range(at, at + 1))
  })
}

/** How a text with marks looks, where it is not the editor that draws it. */
export function markClasses(attributes: Attributes): { classes: string; address: string | undefined } {
  const { link } = attributes
  const address = typeof link === 'string' ? safeAddress(link) : undefined
  const classes = markNamesOf(attributes).map(name => `atoll-${name === 'code' ? 'inline-code' : name}`)
  return { classes: [...(address ? ['atoll-link'] : []), ...classes].join(' '), address }
}

function markNamesOf(attributes: Attributes): string[] {
  const { link: _, color, highlight, ...others } = marksOf(attributes)
  const names = Object.keys(others).filter(name => others[name] === true && threadOf(name) === undefined)
  names.push(...threadsOf(others).map(thread => `thread-${thread}`))
  if (colorOf(color)) names.push(`color-${String(color)}`)
  if (colorOf(highlight)) names.push(`highlight-${String(highlight)}`)
  return names
}

function markDecoration(attributes: Attributes): Decoration | undefined {
  const { link } = marksOf(attributes)
  const names = markNamesOf(attributes)
  if (typeof link !== 'string' && names.length === 0) return undefined
  const key = `${names.sort().join(' ')}|${link ?? ''}`
  let decoration = markCache.get(key)
  if (!decoration) {
    const classes = names.map(name => `atoll-${name === 'code' ? 'inline-code' : name}`)
    if (typeof link === 'string') decoration = linkDecoration(link, classes)
    else decoration = Decoration.mark({ class: classes.join(' ') })
    remember(markCache, key, decoration)
  }
  return decoration
}

function linkDecoration(link: string, classes: readonly string[]): Decoration {
  const address = safeAddress(link)
  const attributes: Record<string, string> = { title: link }
  if (address) Object.assign(attributes, { href: address, rel: 'noopener noreferrer', target: '_blank' })
  return Decoration.mark({ tagName: 'a', class: ['atoll-link', ...classes].join(' '), attributes })
}
