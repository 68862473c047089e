import type { EditorState } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { type Attributes, noAttributes } from '../../core/attributes.ts'
import { newId } from './names.ts'
import { Edit, blockAt, blockNumber, blockOnly, firstBecomes } from './blocks.ts'
import { make, typePatch } from './commands.ts'
import { pageOf } from './model.ts'
import { deleteSpec, moveSpec } from './move.ts'
import { type Cell, type Place, type Table, cellAt, placeAt, tableAt } from './table.ts'

export const cellOf = (table: string, row: string, column: string): Attributes => ({ type: 'cell', table, row, column })

/** Puts lines in before a line, which may be the first one, or behind the last. */
function addLines(edit: Edit, state: EditorState, before: number, lines: readonly Attributes[]): void {
  if (before > 1) {
    const at = before > state.doc.lines ? state.doc.length : state.doc.line(before).from - 1
    for (const attributes of lines) edit.insert(at, '\n', attributes)
    return
  }
  const [first, ...rest] = lines
  if (!first) return
  for (const attributes of rest) edit.insert(0, '\n', attributes)
  edit.insert(0, '\n', blockOnly(blockNumber(state, 1)!.attributes))
  edit.block(0, firstBecomes(pageOf(state), first))
}

/** Takes lines away, in any order. */
function removeLines(edit: Edit, state: EditorState, numbers: readonly number[]): void {
  const gone = new Set(numbers)
  let start = 1
  while (gone.has(start)) gone.delete(start++)
  if (start > 1) {
    const next = blockNumber(state, start)
    edit.remove(0, next ? next.line.from : state.doc.length)
    edit.block(0, firstBecomes(pageOf(state), next ? blockOnly(next.attributes) : noAttributes))
  }
  for (const n of gone) {
    const { from, to } = state.doc.line(n)
    edit.remove(from - 1, to)
  }
}

/** Puts a table at the caret's line if it is empty, else below it; writing begins in its first cell. */
export function insertTable(view: EditorView, rows = 3, columns = 3): void {
  const { state } = view
  const { line, type } = blockAt(state, state.selection.main.head)
  const id = newId()
  const names = Array.from({ length: columns }, () => newId(6))
  const cells = Array.from({ length: rows }, () => newId(6)).flatMap(row => names.map(name => cellOf(id, row, name)))
  const edit = new Edit()
  const fresh = line.length === 0 && type === 'paragraph'
  if (fresh) edit.block(line.from, typePatch('cell', cells[0]))
  for (const attributes of fresh ? cells.slice(1) : cells) edit.insert(line.to, '\n', attributes)
  if (line.number === state.doc.lines) edit.insert(line.to, '\n')
  make(view, edit.done(), fresh ? line.from : line.to + 1)
}

/** Puts an empty line before a line. */
export function makeRoom(view: EditorView, before: number): void {
  const edit = new Edit()
  addLines(edit, view.state, before, [{}])
  make(view, edit.done())
}

/** Puts an empty row before the one of that number; the caret goes into it. */
export function insertRow(view: EditorView, table: Table, at: number, column = 0): void {
  const { state } = view
  const row = newId(6)
  const edit = new Edit()
  const before = table.rows[at]?.first ?? table.last + 1
  addLines(
    edit,
    state,
    before,
    table.columns.map(name => cellOf(table.id, row, name)),
  )
  const start = before > state.doc.lines ? state.doc.length + 1 : state.doc.line(before).from
  make(view, edit.done(), start + column)
}

/** Puts an empty column before the one of that number; the caret goes into it. */
export function insertColumn(view: EditorView, table: Table, at: number, row = 0): void {
  const { state } = view
  const name = newId(6)
  const edit = new Edit()
  let caret = 0
  for (const [number, { id, first, last, cells }] of table.rows.entries()) {
    const next = cells.get(table.columns[at] ?? '')?.[0]
    const before = next?.line ?? (at === 0 ? first : last + 1)
    addLines(edit, state, before, [cellOf(table.id, id, name)])
    if (number === row) caret = number + (before > state.doc.lines ? state.doc.length + 1 : state.doc.line(before).from)
  }
  make(view, edit.done(), caret)
}

export function deleteRow(view: EditorView, table: Table, at: number): void {
  const row = table.rows[at]
  if (!row) return
  if (table.rows.length === 1) return deleteTable(view, table)
  const edit = new Edit()
  const lines = [...row.cells.values()].flat().map(cell => cell.line)
  removeLines(edit, view.state, lines)
  const neighbour = cellAt(table, { row: at > 0 ? at - 1 : 1, column: 0 })
  make(view, edit.done(), caretAfter(view.state, lines, neighbour))
}

export function deleteColumn(view: EditorView, table: Table, at: number): void {
  const name = table.columns[at]
  if (name === undefined) return
  if (table.columns.length === 1) return deleteTable(view, table)
  const edit = new Edit()
  const lines = table.rows.flatMap(({ cells }) => (cells.get(name) ?? []).map(cell => cell.line))
  removeLines(edit, view.state, lines)
  const neighbour = cellAt(table, { row: 0, column: at > 0 ? at - 1 : 1 })
  make(view, edit.done(), caretAfter(view.state, lines, neighbour))
}

/** Where a cell begins once lines are gone. */
function caretAfter(state: EditorState, gone: readonly number[], cell: Cell | undefined): number {
  if (!cell) return 0
  const before = gone.filter(n => n < cell.line)
  return cell.from - before.reduce((sum, n) => sum + state.doc.line(n).length + 1, 0)
}

export function deleteTable(view: EditorView, table: Table): void {
  view.dispatch({ ...deleteSpec(view.state, table.first, table.last), scrollIntoView: true })
}

/** Moves a row over its neighbour. */
export function moveRow(view: EditorView, table: Table, at: number, way: 1 | -1): void {
  const row = table.rows[at]
  const other = table.rows[at + way]
  if (!row || !other) return
  const spec = moveSpec(view.state, row.first, row.last, way < 0 ? other.first : other.last + 1)
  if (spec) view.dispatch(spec)
}

/** Moves a column over its neighbour: only the cell of the first row moves, for it gives the columns their order. */
export function moveColumn(view: EditorView, table: Table, at: number, way: 1 | -1): void {
  const cell = cellAt(table, { row: 0, column: at })
  const other = cellAt(table, { row: 0, column: at + way })
  if (!cell || !other) return
  const spec = moveSpec(view.state, cell.line, cell.line, way < 0 ? other.line : other.line + 1)
  if (!spec) return
  // The caret stays in the row that it is in.
  const { main } = view.state.selection
  const inside = main.head >= cell.from && main.head <= cell.to
  view.dispatch(inside ? spec : { ...spec, selection: undefined })
}

/** The cell at a place, which is made if it is missing there; the caret goes to its end. */
export function enterCell(view: EditorView, table: Table, place: Place, atEnd = true): void {
  const cell = cellAt(table, place)
  if (cell) {
    view.dispatch({ selection: { anchor: atEnd ? cell.to : cell.from }, scrollIntoView: true, userEvent: 'select' })
    return
  }
  const row = table.rows[place.row]
  const column = table.columns[place.column]
  if (!row || column === undefined || view.state.readOnly) return
  const edit = new Edit()
  addLines(edit, view.state, row.last + 1, [cellOf(table.id, row.id, column)])
  make(view, edit.done(), view.state.doc.line(row.last).to + 1)
}

/** Goes to the next or the previous cell; behind the last one comes a new row. */
export function stepCell(view: EditorView, position: number, way: 1 | -1): boolean {
  const table = tableAt(view.state, position)
  const place = table && placeAt(table, position)
  if (!table || !place) return false
  const { length } = table.columns
  const next = place.row * length + place.column + way
  if (next < 0) return false
  if (next >= table.rows.length * length) insertRow(view, table, table.rows.length)
  else enterCell(view, table, { row: Math.floor(next / length), column: next % length })
  return true
}
