import { type EditorState, type Extension, Prec, type Range, RangeSet, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType, keymap } from '@codemirror/view'
import { isNoStep } from '../../core/rebase.ts'
import { blockAt, blockNumber } from '../document/blocks.ts'
import { pickBlocks } from '../menus/block-select.ts'
import { isLoad, isRemote, pageOf, stepOf } from '../document/model.ts'
import { enterCell } from '../document/table-edit.ts'
import { Grid } from './grid.ts'
import { type Content, type Table, contentOf, tableAt } from '../document/table.ts'

/** The tables that are on the screen, each by its element. */
const grids = new WeakMap<HTMLElement, Grid>()

class TableWidget extends WidgetType {
  readonly table: Table
  readonly content: Content
  /** What makes two tables look the same. */
  readonly #look: string

  constructor(table: Table, content: Content) {
    super()
    this.table = table
    this.content = content
    this.#look = JSON.stringify([table.columns, table.rows.map(row => row.id), content])
  }

  override eq(other: TableWidget): boolean {
    return other.#look === this.#look
  }

  toDOM(view: EditorView): HTMLElement {
    const grid = new Grid(view)
    grids.set(grid.dom, grid)
    grid.draw(this.table, this.content)
    return grid.dom
  }

  override updateDOM(dom: HTMLElement): boolean {
    const grid = grids.get(dom)
    grid?.draw(this.table, this.content)
    return grid !== undefined
  }

  override destroy(dom: HTMLElement): void {
    grids.get(dom)?.close()
  }

  override get estimatedHeight(): number {
    return this.table.rows.length * 36 + 12
  }

  override ignoreEvent(): boolean {
    return true
  }
}

function drawn(state: EditorState, table: Table): Range<Decoration> {
  const widget = new TableWidget(table, contentOf(state, table))
  return Decoration.replace({ widget, block: true }).range(table.from, table.to)
}

const tables = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, tr) {
    if (isLoad(tr)) return anew(Decoration.none, tr.state, [[0, tr.state.doc.length]])
    const step = stepOf(tr)
    if (isNoStep(step)) return value
    const regions: [number, number][] = step.first ? [[0, 0]] : []
    let position = 0
    for (const part of step.delta) {
      const length = 'insert' in part ? part.insert.length : 'keep' in part ? part.keep : 0
      if (!('keep' in part) || part.set) regions.push([position, position + length])
      position += length
    }
    return anew(value.map(tr.changes), tr.state, regions)
  },
  provide: field => [EditorView.decorations.from(field), EditorView.atomicRanges.of(view => view.state.field(field))],
})

/** Works out anew the tables that a change touched or may have made. */
function anew(
  value: DecorationSet,
  state: EditorState,
  regions: readonly (readonly [number, number])[],
): DecorationSet {
  let result = value
  const starts = new Set<number>()
  for (const [start, end] of regions) {
    const from = Math.max(0, start - 1)
    const to = Math.min(state.doc.length, end + 1)
    let touched = pageOf(state).first.type === 'cell' && from === 0
    if (touched) starts.add(0)
    result.between(from, to, a => {
      touched = true
      starts.add(state.doc.lineAt(a).from)
    })
    pageOf(state).spans.between(from, to, (a, b, { attributes }) => {
      if (attributes.type !== 'cell') return
      touched = true
      for (let at = Math.max(a, from); at < Math.min(b, to + 1); at++) starts.add(Math.min(at + 1, state.doc.length))
    })
    if (touched) result = result.update({ filterFrom: from, filterTo: to, filter: (a, b) => b < from || a > to })
  }
  if (starts.size === 0) return result
  const found = new Map<number, Range<Decoration>>()
  let done = -1
  for (const start of [...starts].sort((a, b) => a - b)) {
    if (start <= done) continue
    const table = tableAt(state, start)
    if (!table) continue
    done = table.to
    found.set(table.from, drawn(state, table))
  }
  const add = [...found.values()]
  if (add.length === 0) return result
  // A table that is drawn anew must not stand beside its old self.
  const from = add[0]!.from
  const to = add.at(-1)!.to
  const kept = result.update({
    filterFrom: from,
    filterTo: to,
    filter: (a, b) => !add.some(r => a <= r.to && b >= r.from),
  })
  return RangeSet.join([kept, Decoration.set(add, true)])
}

function gridsIn(view: EditorView): Grid[] {
  if (view.state.field(tables, false)?.size === 0) return []
  return [...view.contentDOM.querySelectorAll<HTMLElement>('.atoll-table')].flatMap(dom => grids.get(dom) ?? [])
}

/** The editor of the cell that is being written in. */
export const activeCell = (view: EditorView): EditorView | undefined => gridsIn(view).find(grid => grid.editor)?.editor

const following = EditorView.updateListener.of(update => {
  if (!update.selectionSet && !update.docChanged && !update.viewportChanged && !update.focusChanged) {
    if (update.transactions.every(tr => tr.effects.length === 0)) return
  }
  const { view } = update
  const inside = blockAt(view.state, view.state.selection.main.head).type === 'cell'
  const cellHasFocus = activeCell(view)?.hasFocus === true
  const led = update.transactions.some(tr => tr.selection && !isRemote(tr))
  for (const grid of gridsIn(view)) grid.follow(inside && (view.hasFocus || cellHasFocus || led))
  // The selection has left the cell that had the focus.
  if (!inside && cellHasFocus) view.focus()
})

/** From the line beside a table the arrows go into it. */
const into = (way: 1 | -1, vertical: boolean) => (view: EditorView) => {
  const { state } = view
  const { main } = state.selection
  if (!main.empty) return false
  const { line } = blockAt(state, main.head)
  const next = blockNumber(state, line.number + way)
  if (next?.type !== 'cell') return false
  if (vertical) {
    const moved = view.moveVertically(main, way > 0).head
    if (moved >= line.from && moved <= line.to && moved !== main.head) {
      const edge = way > 0 ? line.to : line.from
      if (moved !== edge || view.coordsAtPos(moved)?.top !== view.coordsAtPos(main.head)?.top) return false
    }
  } else if (main.head !== (way > 0 ? line.to : line.from)) return false
  const table = tableAt(state, next.line.from)
  if (!table) return false
  enterCell(view, table, way > 0 ? { row: 0, column: 0 } : { row: table.rows.length - 1, column: 0 }, way < 0)
  return true
}

/** Deleting towards a table selects it first. */
const towards = (way: 1 | -1) => (view: EditorView) => {
  const { state } = view
  const { main } = state.selection
  const { line } = blockAt(state, main.head)
  if (!main.empty || main.head !== (way > 0 ? line.to : line.from)) return false
  const next = blockNumber(state, line.number + way)
  const table = next?.type === 'cell' ? tableAt(state, next.line.from) : undefined
  return table !== undefined && pickBlocks(view, table.first, table.last)
}

export const tableBlocks: Extension = [
  tables,
  following,
  Prec.high(
    keymap.of([
      { key: 'ArrowDown', run: into(1, true) },
      { key: 'ArrowUp', run: into(-1, true) },
      { key: 'ArrowRight', run: into(1, false) },
      { key: 'ArrowLeft', run: into(-1, false) },
      { key: 'Backspace', run: towards(-1) },
      { key: 'Delete', run: towards(1) },
    ]),
  ),
]
