import { type EditorState, type Extension, type Range, StateEffect } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from '@codemirror/view'
import { word } from '../../core/words.ts'
import { blockAttributes } from '../document/blocks.ts'
import { pageOf } from '../document/model.ts'
import { typeOf } from '../document/schema.ts'

/*
 * A formula is text with a mark, or lines of a block: its source. It is typeset where the selection does not touch it, so that
 * it is edited as any text is, by several at once.
 */

type Engine = typeof import('./math-engine.ts')

let engine: Engine | undefined
let loading: Promise<void> | undefined
const redraw = StateEffect.define<null>()

function load(): Promise<void> {
  loading ??= import('./math-engine.ts').then(
    loaded => void (engine = loaded),
    () => void (loading = undefined),
  )
  return loading
}

class Formula extends WidgetType {
  readonly source: string
  readonly display: boolean
  /** Whether the typesetter was there when it was made. */
  readonly typeset = engine !== undefined

  constructor(source: string, display: boolean) {
    super()
    this.source = source
    this.display = display
  }

  override eq(other: Formula): boolean {
    return other.source === this.source && other.display === this.display && other.typeset === this.typeset
  }

  toDOM(view: EditorView): HTMLElement {
    const dom = document.createElement(this.display ? 'div' : 'span')
    dom.className = this.display ? 'atoll-formula-block' : 'atoll-formula'
    dom.setAttribute('role', 'math')
    dom.setAttribute('aria-label', this.source)
    if (!this.source.trim()) dom.textContent = word('editor.empty-formula')
    else if (engine) {
      adopt(view, engine.sheet)
      engine.render(this.source, dom, this.display)
    } else dom.textContent = this.source
    return dom
  }

  override ignoreEvent(): boolean {
    return false
  }
}

function adopt({ root }: EditorView, sheet: CSSStyleSheet): void {
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
}

/** Lines of a formula whose place the drawn one takes. */
const hiddenLine = Decoration.line({ class: 'atoll-math-hidden' })
const drawnLine = Decoration.line({ class: 'atoll-math-drawn' })
const source = Decoration.mark({ class: 'atoll-math-source' })

export const formulas: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet

    constructor(view: EditorView) {
      this.decorations = this.#draw(view)
    }

    update(update: ViewUpdate) {
      const redrawn = update.transactions.some(tr => tr.effects.some(effect => effect.is(redraw)))
      const changed = pageOf(update.startState) !== pageOf(update.state)
      // While text is composed nothing may change around it.
      if (update.view.composing && !redrawn) this.decorations = this.decorations.map(update.changes)
      else if (redrawn || changed || update.selectionSet || update.viewportChanged || update.focusChanged) {
        this.decorations = this.#draw(update.view)
      }
    }

    #draw(view: EditorView): DecorationSet {
      const ranges: Range<Decoration>[] = []
      for (const { from, to } of view.visibleRanges) {
        drawInline(view, from, to, ranges)
        drawBlocks(view, from, to, ranges)
      }
      if (ranges.length && !engine) void load().then(() => view.dispatch({ effects: redraw.of(null) }))
      return Decoration.set(ranges, true)
    }
  },
  { decorations: plugin => plugin.decorations },
)

/** Whether the selection is where a formula is being written. */
function edited(view: EditorView, from: number, to: number): boolean {
  if (!view.hasFocus || view.state.readOnly) return false
  return view.state.selection.ranges.some(range => range.to >= from && range.from <= to)
}

function drawInline(view: EditorView, from: number, to: number, ranges: Range<Decoration>[]): void {
  const { state } = view
  const runs: { from: number; to: number }[] = []
  pageOf(state).spans.between(from, to, (start, end, { attributes }) => {
    if (attributes.math !== true) return
    const last = runs.at(-1)
    if (last?.to === start) last.to = end
    else runs.push({ from: start, to: end })
  })
  for (const run of runs) {
    const text = state.sliceDoc(run.from, run.to)
    if (text.includes('\n')) continue
    if (edited(view, run.from, run.to)) ranges.push(source.range(run.from, run.to))
    else ranges.push(Decoration.replace({ widget: new Formula(text, false) }).range(run.from, run.to))
  }
}

function drawBlocks(view: EditorView, from: number, to: number, ranges: Range<Decoration>[]): void {
  const { state } = view
  for (const { first, last } of mathLines(state, from, to)) {
    const start = state.doc.line(first)
    const end = state.doc.line(last)
    const text = state.sliceDoc(start.from, end.to)
    const widget = new Formula(text, true)
    if (edited(view, start.from, end.to)) {
      ranges.push(Decoration.widget({ widget, side: 1 }).range(end.to))
      continue
    }
    for (let n = first; n <= last; n++) {
      const line = state.doc.line(n)
      ranges.push((n === first ? drawnLine : hiddenLine).range(line.from))
      if (line.length) ranges.push(Decoration.replace(n === first ? { widget } : {}).range(line.from, line.to))
      else if (n === first) ranges.push(Decoration.widget({ widget, side: 1 }).range(line.from))
    }
  }
}

/** The runs of lines of formulas that are near [from, to), whole as far as they are near. */
function mathLines(state: EditorState, from: number, to: number): { first: number; last: number }[] {
  const first = state.doc.lineAt(from).number
  const blocks = blockAttributes(pageOf(state), state.doc, first, state.doc.lineAt(to).number)
  const runs: { first: number; last: number }[] = []
  blocks.forEach((attributes, i) => {
    if (typeOf(attributes) !== 'math') return
    const last = runs.at(-1)
    if (last?.last === first + i - 1) last.last++
    else runs.push({ first: first + i, last: first + i })
  })
  return runs
}
