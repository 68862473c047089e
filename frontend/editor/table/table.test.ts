import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EditorView } from '@codemirror/view'
import { DeltaBuilder } from '../../core/delta.ts'
import { Page } from '../../core/page.ts'
import { Desk } from '../../harness/written.ts'
import { undo } from '../document/history.ts'
import { difference } from './cell-editor.ts'
import {
  deleteColumn,
  deleteRow,
  insertColumn,
  insertRow,
  insertTable,
  moveColumn,
  moveRow,
  stepCell,
} from '../document/table-edit.ts'
import { type Table, contentOf, placeAt, tableAt } from '../document/table.ts'
import { takeRow } from '../document/table-typed.ts'

const cell = (row: string, column: string, text = '') => `<cell table=t row=${row} column=${column}>${text}`
const table = (...rows: string[][]) =>
  rows.map((row, r) => row.map((text, c) => cell(`r${r + 1}`, `c${c + 1}`, text)).join('\n')).join('\n')

/** What is shown, a row each. */
function shown(desk: Desk, position: number): string[] {
  const found = tableAt(desk.state, position)
  assert.ok(found)
  return contentOf(desk.state, found).map(row =>
    row.map(lines => lines.map(runs => runs.map(run => run.text).join('')).join(' ')).join('|'),
  )
}

function at(desk: Desk, position: number, edit: (view: EditorView, table: Table) => void): void {
  edit(desk.view, tableAt(desk.state, position)!)
}

const small = `x\n${table(['a', 'b'], ['c', '|d'])}\ny`

test('a new table takes the place of an empty line, and something can be written below it', () => {
  const desk = new Desk('|')
  insertTable(desk.view, 2, 2)
  assert.deepEqual(shown(desk, 0), ['|', '|'])
  assert.equal(desk.state.doc.lines, 5)
  assert.equal(desk.run(undo), '|')
})

test('Enter behind a row as Markdown writes it begins a table, and one undo takes that back', () => {
  for (const [typed, row] of [
    ['| a | **b** c |  |', 'a|b c|'],
    ['|a|b|', 'a|b'],
  ] as const) {
    const desk = new Desk('x\n|')
    const before = desk.type(typed)
    desk.run(takeRow)
    const { head } = desk.state.selection.main
    assert.deepEqual(shown(desk, head), [row, row.replace(/[^|]/g, '')])
    assert.equal(placeAt(tableAt(desk.state, head)!, head)?.row, 1)
    assert.equal(desk.run(undo), before)
  }
})

test('Enter behind what is no row leaves it to others', () => {
  for (const typed of ['a | b |', '| a', '|a|', '| | |']) {
    const desk = new Desk('|')
    desk.type(typed)
    assert.equal(takeRow(desk.view), false)
  }
})

test('rows come, go and move', () => {
  const desk = new Desk(small)
  at(desk, 2, (view, t) => insertRow(view, t, 1))
  assert.deepEqual(shown(desk, 2), ['a|b', '|', 'c|d'])
  at(desk, 2, (view, t) => moveRow(view, t, 2, -1))
  assert.deepEqual(shown(desk, 2), ['a|b', 'c|d', '|'])
  at(desk, 2, (view, t) => deleteRow(view, t, 2))
  assert.deepEqual(shown(desk, 2), ['a|b', 'c|d'])
})

test('columns come, go and move', () => {
  const desk = new Desk(small)
  at(desk, 2, (view, t) => insertColumn(view, t, 1))
  assert.deepEqual(shown(desk, 2), ['a||b', 'c||d'])
  at(desk, 2, (view, t) => moveColumn(view, t, 2, -1))
  assert.deepEqual(shown(desk, 2), ['a|b|', 'c|d|'])
  at(desk, 2, (view, t) => deleteColumn(view, t, 0))
  assert.deepEqual(shown(desk, 2), ['b|', 'd|'])
})

test('the first row of a table at the very beginning goes, and one comes before it', () => {
  const desk = new Desk(`${table(['a', 'b'], ['c', 'd'])}\ny|`)
  at(desk, 0, (view, t) => insertRow(view, t, 0))
  assert.deepEqual(shown(desk, 0), ['|', 'a|b', 'c|d'])
  at(desk, 0, (view, t) => deleteRow(view, t, 0))
  at(desk, 0, (view, t) => deleteRow(view, t, 0))
  assert.deepEqual(shown(desk, 0), ['c|d'])
  at(desk, 0, (view, t) => insertColumn(view, t, 0))
  assert.deepEqual(shown(desk, 0), ['|c|d'])
  at(desk, 0, (view, t) => deleteColumn(view, t, 0))
  assert.deepEqual(shown(desk, 0), ['c|d'])
})

test('the caret goes with Tab from cell to cell, and a row comes behind the last', () => {
  const desk = new Desk(`${table(['a', 'b'], ['c', '|d'])}\ny`)
  assert.ok(stepCell(desk.view, desk.state.selection.main.head, -1))
  assert.equal(desk.state.sliceDoc(desk.state.selection.main.head - 1, desk.state.selection.main.head), 'c')
  stepCell(desk.view, desk.state.selection.main.head, 1)
  stepCell(desk.view, desk.state.selection.main.head, 1)
  assert.deepEqual(shown(desk, 0), ['a|b', 'c|d', '|'])
})

test('a row and a column that two people add at the same time meet in an empty cell', () => {
  const desk = new Desk(small)
  at(desk, 2, (view, t) => insertColumn(view, t, 2))
  // The other one has not seen the new column.
  const end = tableAt(desk.state, 2)!.to
  const row = { type: 'cell', table: 't', row: 'r9' }
  const delta = new DeltaBuilder()
    .keep(end)
    .insert('\n', { ...row, column: 'c1' })
    .insert('p')
  desk.remote({
    delta: delta
      .insert('\n', { ...row, column: 'c2' })
      .insert('q')
      .done(),
  })
  assert.deepEqual(shown(desk, 2), ['a|b|', 'c|d|', 'p|q|'])
})

test('a column that one deletes while another adds a row is still shown where it holds text', () => {
  const desk = new Desk(`${table(['a', 'b'])}\n${cell('r2', 'c9', 'z')}\n${cell('r2', 'c1', 'c')}\ny|`)
  assert.deepEqual(shown(desk, 0), ['a|b|', 'c||z'])
})

test('the difference of two texts is what is between their common ends', () => {
  const page = (...parts: [string, object?][]) => {
    const delta = new DeltaBuilder()
    for (const [text, marks] of parts) delta.insert(text, (marks ?? {}) as Record<string, true>)
    return Page.empty.after({ delta: delta.done() })
  }
  assert.deepEqual(difference(page(['abcd']), page(['abXcd'])), new DeltaBuilder().keep(2).insert('X').done())
  assert.deepEqual(difference(page(['ab']), page(['a'], ['b', { bold: true }])).length, 3)
  assert.deepEqual(difference(page(['ab']), page(['ab'])), [])
})
