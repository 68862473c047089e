import type { Attributes } from '../../core/attributes.ts'
import { newId, renaming } from '../document/names.ts'
import type { Fragment, FragmentLine } from './line.ts'
import { typeOf } from '../document/schema.ts'

/** Lines of a table in the order in which they are read; undefined where a row has no cell in a column. */
export type Rows = readonly (readonly (FragmentLine | undefined)[])[]

/** How many lines from `start` on are cells of one table. */
export function tableLength(fragment: Fragment, start: number): number {
  const { table } = fragment[start]!.attributes
  let end = start
  while (fragment[end] && typeOf(fragment[end]!.attributes) === 'cell' && fragment[end]!.attributes.table === table)
    end++
  return end - start
}

export function rowsOf(lines: Fragment): Rows {
  const columns: unknown[] = []
  const rows = new Map<unknown, Map<unknown, FragmentLine>>()
  for (const line of lines) {
    const { row, column } = line.attributes
    if (!columns.includes(column)) columns.push(column)
    const cells = rows.get(row) ?? new Map<unknown, FragmentLine>()
    rows.set(row, cells.set(column, line))
  }
  return [...rows.values()].map(cells => columns.map(column => cells.get(column)))
}

/** What the cells of a table that is put together carry, one after the other. */
export function cellNames(): (row: number, column: number) => Attributes {
  const table = newId()
  return (row, column) => ({ type: 'cell', table, row: `r${row + 1}`, column: `c${column + 1}` })
}

/** The same fragment, whose tables are none that are there already. */
export function withNewTables(fragment: Fragment): Fragment {
  const renamed = renaming()
  return fragment.map(line => {
    const { table } = line.attributes
    return table === undefined ? line : { ...line, attributes: { ...line.attributes, table: renamed(table) } }
  })
}
