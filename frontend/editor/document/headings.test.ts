import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stateOf } from '../../harness/written.ts'
import { headingAt, headingsOf, onRail } from './headings.ts'

test('headings are found in their order, also of neighbours and in the first line, and empty ones are left out', () => {
  const state = stateOf(
    '<heading1>One\ntext\n<heading2>Two\n<heading2>Three\n<heading3>  \n<bullet>no\n<heading3>{bold Four}',
  )
  assert.deepEqual(
    headingsOf(state).map(({ at, level, text }) => [state.doc.lineAt(at).number, level, text]),
    [
      [1, 1, 'One'],
      [3, 2, 'Two'],
      [4, 2, 'Three'],
      [7, 3, 'Four'],
    ],
  )
  assert.deepEqual(headingsOf(stateOf('no heading')), [])
})

test('the heading of a position is the last one above it, or the first of all', () => {
  const places = [10, 20, 30]
  assert.deepEqual(
    [0, 10, 19, 20, 99].map(position => headingAt(places, position)),
    [0, 0, 0, 1, 2],
  )
  assert.equal(headingAt([], 5), -1)
})

test('a rail shows all levels if they fit, else the upper ones, at last a part of those', () => {
  const of = (...levels: number[]) => levels.map((level, at) => ({ at, level, text: 'x' }))
  assert.deepEqual(onRail(of(1, 2, 3, 2), 4), [0, 1, 2, 3])
  assert.deepEqual(onRail(of(1, 2, 3, 2), 3), [0, 1, 3])
  assert.deepEqual(onRail(of(1, 2, 3, 2, 1), 2), [0, 4])
  assert.deepEqual(onRail(of(3, 3, 3, 3), 2), [0, 2])
})
