import { type EditorState, type Extension, type Range, RangeSet, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'
import { type Delta, isInsert, isKeep } from '../../core/delta.ts'
import type { Step } from '../../core/page.ts'
import { isNoStep } from '../../core/rebase.ts'
import { word } from '../../core/words.ts'
import { Edit, blockAt, blockNumber } from './blocks.ts'
import { element, icon, icons } from '../popup/dom.ts'
import { alone } from './history.ts'
import { isLoad, isRemote, pageOf, stepOf, stepSpec } from './model.ts'

/*
 * A folded toggle carries `folded` and hides what is nested below it. What is hidden is worked out anew only around what a
 * change touches. A fold by somebody else waits while the caret stands in what it would hide.
 */

const hidden = Decoration.replace({})
/** For a reader who may not write: folds here only. */
const foldHere = StateEffect.define<{ readonly at: number; readonly folded: boolean }>()

export const foldField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(folds, tr) {
    if (isLoad(tr)) return refolded(Decoration.none, tr.state, [{ from: 0, to: tr.state.doc.length }], -1)
    let result = folds
    const step = stepOf(tr)
    if (!isNoStep(step)) {
      result = result.map(tr.changes)
      const caret = isRemote(tr) ? tr.state.selection.main.head : -1
      const regions = touched(step)
      if (regions.length) result = refolded(result, tr.state, regions, caret)
    }
    for (const effect of tr.effects) {
      if (!effect.is(foldHere)) continue
      const line = tr.state.doc.lineAt(effect.value.at)
      result = result.update({ filterFrom: line.to, filterTo: line.to, filter: from => from !== line.to })
      const fold = effect.value.folded && foldAt(tr.state, line.from)
      if (fold) result = result.update({ add: [fold] })
    }
    return result
  },
  provide: field => [EditorView.decorations.from(field), EditorView.atomicRanges.of(view => view.state.field(field))],
})

interface Region {
  readonly from: number
  readonly to: number
}

/** Where lines or what they carry have changed, in the text after the step. */
function touched({ delta, first }: Step): Region[] {
  const regions: Region[] = first ? [{ from: 0, to: 0 }] : []
  let position = 0
  const add = (to: number) => regions.push({ from: position, to })
  for (const part of delta as Delta) {
    if (isInsert(part)) {
      if (part.insert.includes('\n')) add(position + part.insert.length)
      position += part.insert.length
    } else if (isKeep(part)) {
      if (part.set) add(position + part.keep)
      position += part.keep
    } else add(position)
  }
  return regions
}

function refolded(folds: DecorationSet, state: EditorState, regions: readonly Region[], caret: number): DecorationSet {
  const lines = new Set<number>()
  const note = (position: number) => lines.add(state.doc.lineAt(position).from)
  let result = folds
  for (const region of regions) {
    const from = Math.max(0, region.from - 1)
    const to = Math.min(state.doc.length, region.to + 1)
    result.between(from, to, start => void note(start))
    result = result.update({ filterFrom: from, filterTo: to, filter: (a, b) => b < from || a > to })
    note(from)
    note(to)
    pageOf(state).spans.between(from, to, (start, end, { attributes }) => {
      if (attributes.folded !== true) return
      for (let at = Math.max(start, from); at < Math.min(end, to + 1); at++) note(Math.min(at + 1, state.doc.length))
    })
  }
  const add: Range<Decoration>[] = []
  for (const line of [...lines].sort((a, b) => a - b)) {
    const fold = blockAt(state, line).attributes.folded === true ? foldAt(state, line) : undefined
    if (fold && !(caret > fold.from && caret <= fold.to)) add.push(fold)
  }
  return RangeSet.join([result, Decoration.set(add, true)])
}

/** What the toggle of a line would hide; undefined where nothing is nested in it. */
function foldAt(state: EditorState, lineStart: number): Range<Decoration> | undefined {
  const block = blockAt(state, lineStart)
  if (block.type !== 'toggle') return undefined
  const to = nestedEnd(state, block.line.number, block.indent)
  return to > block.line.to ? hidden.range(block.line.to, to) : undefined
}

/** Where what is nested below a line ends. */
export function nestedEnd(state: EditorState, lineNumber: number, indent: number): number {
  let n = lineNumber
  while (n < state.doc.lines && blockNumber(state, n + 1)!.indent > indent) n++
  return state.doc.line(n).to
}

export function isFolded(state: EditorState, lineStart: number): boolean {
  const { line, type, attributes } = blockAt(state, lineStart)
  if (type !== 'toggle') return false
  let folded = false
  state.field(foldField, false)?.between(line.to, line.to, from => {
    if (from === line.to) folded = true
  })
  return (
    folded ||
    (attributes.folded === true && nestedEnd(state, line.number, blockAt(state, lineStart).indent) === line.to)
  )
}

/** Folds or unfolds the toggle of a line. */
export function toggleFold(view: EditorView, lineStart: number): boolean {
  const { state } = view
  const { line, type, indent } = blockAt(state, lineStart)
  if (type !== 'toggle') return false
  const folded = !isFolded(state, lineStart)
  const end = nestedEnd(state, line.number, indent)
  const { head } = state.selection.main
  const selection = folded && head > line.to && head <= end ? { selection: { anchor: line.to } } : {}
  if (state.readOnly) view.dispatch({ effects: foldHere.of({ at: lineStart, folded }), ...selection })
  else {
    const step = new Edit().block(line.from, { folded: folded ? true : null }).done()
    const effects = foldHere.of({ at: lineStart, folded })
    view.dispatch({ ...stepSpec(state, step, [alone.of(true)]), ...selection, effects, userEvent: 'input.format' })
  }
  return true
}

class Chevron extends WidgetType {
  readonly folded: boolean

  constructor(folded: boolean) {
    super()
    this.folded = folded
  }

  override eq(other: Chevron): boolean {
    return other.folded === this.folded
  }

  toDOM(view: EditorView): HTMLElement {
    const button = element('button', { type: 'button', class: 'atoll-chevron', tabindex: '-1' }, icon(icons.chevron))
    this.#set(button)
    button.addEventListener('mousedown', event => event.preventDefault())
    button.addEventListener('click', () => toggleFold(view, view.state.doc.lineAt(view.posAtDOM(button)).from))
    return button
  }

  override updateDOM(dom: HTMLElement): boolean {
    this.#set(dom)
    return true
  }

  #set(button: HTMLElement) {
    button.setAttribute('aria-expanded', String(!this.folded))
    button.setAttribute('aria-label', this.folded ? word('editor.unfold') : word('editor.fold'))
  }

  override ignoreEvent(): boolean {
    return true
  }
}

const open = Decoration.widget({ widget: new Chevron(false), side: -1 })
const shut = Decoration.widget({ widget: new Chevron(true), side: -1 })

export const chevron = (folded: boolean): Decoration => (folded ? shut : open)

export const folding: Extension = foldField
