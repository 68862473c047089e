import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amongRest, dropAt, dropInList } from './drop.ts'
import { type NodeData, TreeModel } from './model.ts'

/** a(b(c) d) e */
function rows(open: readonly string[]) {
  const model = new TreeModel()
  const nodes: Record<string, NodeData> = {
    a: ['a', 'page', ['b', 'd']],
    b: ['b', 'page', ['c']],
    c: ['c', 'page', []],
    d: ['d', 'page', []],
    e: ['e', 'page', []],
  }
  model.reset({ sequence: 1, workspace: 'w', name: '', top: ['a', 'e'], nodes })
  return model.rows(new Set(open))
}

test('the middle of a line means into it, at its end', () => {
  const drop = dropAt(rows(['a', 'b']), 0.5, 0)
  assert.deepEqual(drop, { kind: 'into', place: { parent: 'a', index: 2 }, row: 0 })
})

test('the upper edge of the first line means the first place', () => {
  assert.deepEqual(dropAt(rows([]), 0.1, 3).place, { parent: undefined, index: 0 })
})

test('under an open node is its first place', () => {
  assert.deepEqual(dropAt(rows(['a']), 0.9, 0).place, { parent: 'a', index: 0 })
})

test('where several levels end, the depth of the pointer chooses', () => {
  const shown = rows(['a', 'b'])
  assert.deepEqual(dropAt(shown, 2.9, 2).place, { parent: 'b', index: 1 })
  assert.deepEqual(dropAt(shown, 2.9, 1).place, { parent: 'a', index: 1 })
  assert.deepEqual(dropAt(shown, 2.9, 0).place, { parent: 'a', index: 1 }, 'no shallower than what follows')
  assert.deepEqual(dropAt(shown, 3.9, 0).place, { parent: undefined, index: 1 })
})

test('below everything is the last place of the depth', () => {
  assert.deepEqual(dropAt(rows([]), 40, 0).place, { parent: undefined, index: 2 })
  assert.deepEqual(dropAt([], 40, 0).place, { parent: undefined, index: 0 })
})

test('below the dragged lines the pointer means what it is over, and over them their place', () => {
  const drawn = rows(['a', 'b'])
  const rest = drawn.filter(row => row.id !== 'b' && row.id !== 'c')
  const over = (y: number) => {
    const drop = dropAt(rest, amongRest(y, drawn, rest), 1)
    return drop.kind === 'into' ? `into ${drop.place.parent}` : `${drop.place.parent} ${drop.place.index}`
  }
  assert.deepEqual([0.5, 1.5, 2.5, 3.5, 4.5].map(over), ['into a', 'a 0', 'a 0', 'into d', 'into e'])
  assert.equal(amongRest(1.5, drawn, drawn), 1.5)
})

test('in a list the line goes where its sign is, above and below its old place', () => {
  const index = (dragged: string, y: number) => dropInList(['a', 'b', 'c'], dragged, y).place.index
  assert.deepEqual(
    [-1, 0.2, 0.9, 2.1, 9].map(y => index('a', y)),
    [0, 0, 0, 1, 2],
  )
  assert.deepEqual(
    [0.1, 1.2, 3].map(y => index('c', y)),
    [0, 1, 2],
  )
})
