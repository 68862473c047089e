import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Snapshot, TreeModel } from './model.ts'

const snapshot: Snapshot = {
  sequence: 1,
  workspace: 'w',
  name: 'Home',
  top: ['a', 'b'],
  nodes: { a: ['A', 'page', ['c']], b: ['B', 'page', []], c: ['C', 'page', []] },
}

function shown(model: TreeModel): string {
  return model
    .rows(new Set(model.ids()))
    .map(row => '-'.repeat(row.depth) + row.id)
    .join(' ')
}

function fresh(): TreeModel {
  const model = new TreeModel()
  model.reset(snapshot)
  return model
}

test('rows tell where each node stands', () => {
  const row = fresh().rows(new Set(['a']))[1]
  assert.deepEqual(
    { id: row?.id, depth: row?.depth, position: row?.position, siblings: row?.siblings, parent: row?.parent },
    { id: 'c', depth: 1, position: 1, siblings: 1, parent: 'a' },
  )
})

test('a closed node hides what lies under it', () => {
  assert.deepEqual(
    fresh()
      .rows(new Set())
      .map(row => row.id),
    ['a', 'b'],
  )
})

test('a patch that fits is taken, one after a gap is not, an old one changes nothing', () => {
  const model = fresh()
  const patch = { name: 'Home', set: { b: ['B2', 'page', []] }, gone: ['c'] } as const
  assert.equal(model.patch({ ...patch, from: 2, to: 3 }), false)
  assert.equal(model.title('b'), 'B')
  assert.equal(model.patch({ ...patch, from: 1, to: 2 }), true)
  assert.equal(model.title('b'), 'B2')
  assert.equal(model.patch({ ...patch, set: { b: ['old', 'page', []] }, from: 1, to: 2 }), true)
  assert.equal(model.title('b'), 'B2')
})

test('a move shows at once, and not under itself', () => {
  const model = fresh()
  model.move('b', { parent: 'a', index: 0 })
  assert.equal(shown(model), 'a -b -c')
  model.move('a', { parent: 'b', index: 0 })
  assert.equal(shown(model), 'a -b -c')
  model.move('c', { parent: undefined, index: 0 })
  assert.equal(shown(model), 'c a -b')
})

test('ten thousand nodes become ten thousand rows', () => {
  const ids = Array.from({ length: 10_000 }, (_, i) => `n${i}`)
  const nodes = Object.fromEntries(ids.map(id => [id, [id, 'page', []] as const]))
  const model = new TreeModel()
  model.reset({ sequence: 1, workspace: 'w', name: '', top: ids, nodes })
  assert.equal(model.rows(new Set()).length, 10_000)
})
