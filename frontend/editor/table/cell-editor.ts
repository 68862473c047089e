import { EditorState, Prec } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { type Attributes, sameAttributes } from '../../core/attributes.ts'
import { type Delta, DeltaBuilder } from '../../core/delta.ts'
import { Page, type Run, type Step } from '../../core/page.ts'
import { isNoStep } from '../../core/rebase.ts'
import { standardKeymap } from '@codemirror/commands'
import { taken } from '../copy/clipboard.ts'
import { Edit } from '../document/blocks.ts'
import { make, toggleMark } from '../document/commands.ts'
import { drawing } from '../draw/draw.ts'
import { lineText } from '../copy/line.ts'
import { alone, redo, undo } from '../document/history.ts'
import { host as pageHost } from '../host/host.ts'
import { linkPanel } from '../menus/link-panel.ts'
import { formulas } from '../draw/math.ts'
import { mentionMenuOfCell } from '../mentions/mention-menu.ts'
import { mentionTitles } from '../mentions/mentions.ts'
import { isLoad, isRemote, loadSpec, pageField, pageOf, remoteSpec, stepOf, stepSpec } from '../document/model.ts'
import { shortcuts } from '../menus/shortcuts.ts'
import { toolbar } from '../menus/toolbar.ts'
import type { CellText } from '../document/table.ts'

/** What a cell's editor needs of the page around it. */
export interface CellHost {
  readonly outer: EditorView
  /** Where the cell begins and ends in the page now. */
  readonly range: () => { readonly from: number; readonly to: number }
  /** What a key does that is not for the text; true if it was taken. */
  readonly key: (key: CellKey) => boolean
}

export type CellKey =
  'next' | 'previous' | 'below' | 'up' | 'down' | 'left' | 'right' | 'leave' | 'menu' | 'row-up' | 'row-down'

/** The page that the text of a cell is by itself. */
export function cellPage(runs: readonly CellText[]): Page {
  const delta = new DeltaBuilder()
  for (const { text, attributes } of runs) delta.insert(text, attributes)
  return Page.empty.after({ delta: delta.done(), first: { type: 'cell' } })
}

/**
 * The editor of one cell. What is written in it is a step of the page at once, and what happens to the cell in the page
 * appears in it; undo is that of the page.
 */
export function cellEditor(parent: HTMLElement, page: Page, host: CellHost): EditorView {
  const { outer } = host
  const key = (name: CellKey) => () => host.key(name)
  const onPage = (run: (view: EditorView) => boolean) => () => run(outer) || true
  const view = new EditorView({
    root: outer.root as ShadowRoot,
    parent,
    dispatchTransactions(transactions, self) {
      self.update(transactions)
      for (const tr of transactions) {
        const step = stepOf(tr)
        const own = !isRemote(tr) && !isLoad(tr)
        if (own && !isNoStep(step)) pass(host, self, step, tr.annotation(alone) === true, userEvent(tr))
        else if (own && tr.selection) passSelection(host, self)
      }
    },
    state: EditorState.create({
      extensions: [
        pageField,
        Prec.high(
          keymap.of([
            { key: 'Tab', run: key('next'), shift: key('previous') },
            { key: 'Enter', run: key('below'), shift: key('below') },
            { key: 'Escape', run: key('leave') },
            { key: 'Mod-.', run: key('menu') },
            { key: 'Mod-Shift-ArrowUp', run: key('row-up'), preventDefault: true },
            { key: 'Mod-Shift-ArrowDown', run: key('row-down'), preventDefault: true },
            { key: 'ArrowUp', run: inner => atEdge(inner, false) && host.key('up') },
            { key: 'ArrowDown', run: inner => atEdge(inner, true) && host.key('down') },
            { key: 'ArrowLeft', run: inner => at(inner, 0) && host.key('left') },
            { key: 'ArrowRight', run: inner => at(inner, inner.state.doc.length) && host.key('right') },
            { key: 'Mod-b', run: toggleMark('bold'), preventDefault: true },
            { key: 'Mod-i', run: toggleMark('italic'), preventDefault: true },
            { key: 'Mod-u', run: toggleMark('underline'), preventDefault: true },
            { key: 'Mod-e', run: toggleMark('code'), preventDefault: true },
            { key: 'Mod-z', run: onPage(undo), preventDefault: true },
            { key: 'Mod-y', mac: 'Mod-Shift-z', run: onPage(redo), preventDefault: true },
          ]),
        ),
        keymap.of([...standardKeymap]),
        shortcuts(),
        oneLine,
        drawing,
        formulas,
        linkPanel,
        toolbar,
        pageHost.of(outer.state.facet(pageHost)),
        mentionMenuOfCell,
        mentionTitles,
        EditorView.lineWrapping,
        EditorState.allowMultipleSelections.of(false),
        EditorView.contentAttributes.of({ spellcheck: 'true', autocorrect: 'on', writingsuggestions: 'false' }),
      ],
    }),
  })
  view.dispatch(loadSpec(view.state, page))
  return view
}

const userEvent = (tr: { isUserEvent(event: string): boolean }) =>
  ['input.type', 'input.format', 'input.paste', 'delete'].find(event => tr.isUserEvent(event)) ?? 'input'

const at = ({ state }: EditorView, position: number) =>
  state.selection.main.empty && state.selection.main.head === position

/** Whether the caret is in the first or the last visual line of the cell. */
function atEdge(view: EditorView, down: boolean): boolean {
  const { main } = view.state.selection
  const moved = view.moveVertically(main, down)
  return main.empty && moved.head === (down ? view.state.doc.length : 0)
}

/** Makes of a step of the cell one of the page. */
function pass({ outer, range }: CellHost, view: EditorView, { delta }: Step, gesture: boolean, event: string): void {
  const shifted = new DeltaBuilder().keep(range().from)
  for (const part of delta) shifted.add(part)
  const { anchor, head } = view.state.selection.main
  const { from } = range()
  outer.dispatch({
    ...stepSpec(outer.state, { delta: shifted.done() }, gesture ? [alone.of(true)] : []),
    selection: { anchor: from + anchor, head: from + head },
    userEvent: event,
  })
}

function passSelection({ outer, range }: CellHost, view: EditorView): void {
  const { anchor, head } = view.state.selection.main
  const { from } = range()
  const { main } = outer.state.selection
  if (main.anchor === from + anchor && main.head === from + head) return
  outer.dispatch({ selection: { anchor: from + anchor, head: from + head }, userEvent: 'select' })
}

/** Takes over what has become of the cell in the page. */
export function takeOver(view: EditorView, page: Page): void {
  const delta = difference(pageOf(view.state), page)
  if (delta.length) view.dispatch(remoteSpec(view.state, { delta }))
}

/** The change between two texts with marks: what is between their common beginning and end. */
export function difference(before: Page, after: Page): Delta {
  const a = units(before)
  const b = units(after)
  const same = (i: number, j: number) => a[i]![0] === b[j]![0] && sameAttributes(a[i]![1], b[j]![1])
  let start = 0
  while (start < a.length && start < b.length && same(start, start)) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && same(a.length - 1 - end, b.length - 1 - end)) end++
  const result = new DeltaBuilder().keep(start)
  for (const [unit, attributes] of b.slice(start, b.length - end)) result.insert(unit, attributes)
  return result.remove(a.length - start - end).done()
}

function units(page: Page): (readonly [string, Attributes])[] {
  const text = page.text.toString()
  return page
    .runs(0, page.length)
    .flatMap((run: Run) => Array.from(text.slice(run.from, run.to), unit => [unit, run.attributes] as const))
    .flatMap(([unit, attributes]) => unit.split('').map(half => [half, attributes] as const))
}

/** A cell has one line: what is pasted with breaks is joined by spaces. */
const oneLine = [
  EditorState.changeFilter.of(tr => {
    if (isRemote(tr)) return true
    let lines = 1
    tr.changes.iterChanges((_a, _b, _c, _d, inserted) => (lines = Math.max(lines, inserted.lines)))
    return lines === 1
  }),
  EditorView.domEventHandlers({
    paste(event, view) {
      const fragment = event.clipboardData ? taken(event.clipboardData, false).fragment : []
      event.preventDefault()
      if (fragment.length === 0 || view.state.readOnly) return true
      const { from, to } = view.state.selection.main
      const edit = new Edit().remove(from, to)
      let caret = from
      fragment.forEach((line, i) => {
        const pieces = i > 0 && lineText(line) ? [{ text: ' ', marks: {} }, ...line.pieces] : line.pieces
        for (const { text, marks } of pieces) {
          edit.insert(from, text, marks)
          caret += text.length
        }
      })
      return make(view, edit.done(), caret, 'input.paste')
    },
  }),
]
