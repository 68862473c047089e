import type { EditorState } from '@codemirror/state'
import type { Attributes } from '../../core/attributes.ts'
import { type Block, blockAt, blockNumber } from './blocks.ts'
import { pageOf } from './model.ts'

/*
 * A table is lines of the page one after the other, each a cell that names its table, its row and its column. The order of
 * the rows is that of the lines; the order of the columns is that of the first row, and columns that it lacks come after
 * those. So a row and a column that two people add at the same time meet in an empty cell, and nothing is shifted.
 */

/** A line that is a cell; lines are numbers, positions those of the text. */
export interface Cell {
  readonly line: number
  readonly from: number
  readonly to: number
}

export interface Row {
  readonly id: string
  readonly first: number
  readonly last: number
  /** By column; two lines where two people filled one empty cell at the same time. */
  readonly cells: ReadonlyMap<string, readonly Cell[]>
}

export interface Table {
  readonly id: string
  readonly first: number
  readonly last: number
  readonly from: number
  readonly to: number
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

export const tableId = ({ table }: Attributes): string => text(table)

/** The table whose cell the position is in. */
export function tableAt(state: EditorState, position: number): Table | undefined {
  const block = blockAt(state, position)
  if (block.type !== 'cell') return undefined
  const blocks = [block]
  const belongs = (other: Block | undefined): other is Block =>
    other?.type === 'cell' && tableId(other.attributes) === tableId(block.attributes)
  for (let n = block.line.number - 1, other; belongs((other = blockNumber(state, n))); n--) blocks.unshift(other)
  for (let n = block.line.number + 1, other; belongs((other = blockNumber(state, n))); n++) blocks.push(other)
  return tableOf(blocks)
}

function tableOf(blocks: readonly Block[]): Table {
  const rows = new Map<string, { id: string; first: number; last: number; cells: Map<string, Cell[]> }>()
  const columns: string[] = []
  for (const { line, attributes } of blocks) {
    const id = text(attributes.row)
    const column = text(attributes.column)
    const row = rows.get(id) ?? { id, first: line.number, last: line.number, cells: new Map<string, Cell[]>() }
    rows.set(id, row)
    row.last = line.number
    row.cells.set(column, [...(row.cells.get(column) ?? []), { line: line.number, from: line.from, to: line.to }])
    if (!columns.includes(column)) columns.push(column)
  }
  const first = blocks[0]!
  const last = blocks.at(-1)!
  return {
    id: tableId(first.attributes),
    first: first.line.number,
    last: last.line.number,
    from: first.line.from,
    to: last.line.to,
    columns,
    rows: [...rows.values()],
  }
}

/** Where a cell is in its table. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** The place of the cell that a position is in. */
export function placeAt(table: Table, position: number): Place | undefined {
  for (const [row, { cells }] of table.rows.entries()) {
    for (const [column, id] of table.columns.entries()) {
      if (cells.get(id)?.some(cell => position >= cell.from && position <= cell.to)) return { row, column }
    }
  }
  return undefined
}

export const cellAt = (table: Table, { row, column }: Place): Cell | undefined =>
  table.rows[row]?.cells.get(table.columns[column] ?? '')?.[0]

export interface CellText {
  readonly text: string
  readonly attributes: Attributes
}

/** For each row and column the runs of each line that is there, the first of which is the one that is written in. */
export type Content = readonly (readonly (readonly (readonly CellText[])[])[])[]

export function contentOf(state: EditorState, table: Table): Content {
  const page = pageOf(state)
  const runs = (cell: Cell) =>
    page.runs(cell.from, cell.to).map(run => ({ text: state.sliceDoc(run.from, run.to), attributes: run.attributes }))
  return table.rows.map(({ cells }) => table.columns.map(column => (cells.get(column) ?? []).map(runs)))
}
