import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainLook } from '../core/aside.ts'
import { type HeadValues, composedHead, inverseHead } from '../core/head.ts'
import { composeSteps, isNoStep } from '../core/rebase.ts'
import { inverse } from '../core/page.ts'
import { Desk } from '../harness/written.ts'
import { redo, undo } from './document/history.ts'
import { pageOf, stepOf } from './document/model.ts'
import { type Filling, fillSpec, headOf, turned } from './filling.ts'

const notes: Filling = {
  delta: ['Who', ['\n', { type: 'bullet' }], 'What'],
  first: { type: 'heading2' },
  head: { title: 'Notes', icon: '🗓️', cover: null, wide: false },
}
const untouched = headOf('', plainLook)

/** Does what is asked of a desk, and to the head what the transaction says. */
function after(desk: Desk, head: HeadValues, act: () => unknown): HeadValues {
  act()
  const { head: patch } = stepOf({ state: desk.state } as Parameters<typeof stepOf>[0])
  return patch ? turned(head, patch) : head
}

test('a template fills text, title and look in one step, and one undo takes all of it back', () => {
  const desk = new Desk('|')
  desk.type('a')
  desk.dispatch({ changes: { from: 0, to: 1 }, userEvent: 'delete.backward' })
  let head = after(desk, untouched, () => desk.dispatch(fillSpec(desk.state, notes, untouched)))
  assert.equal(desk.run(), '<heading2>|Who\n<bullet>What')
  assert.deepEqual(head, notes.head)
  head = after(desk, head, () => desk.run(undo))
  assert.equal(desk.run(), '|')
  assert.deepEqual(head, untouched)
  head = after(desk, head, () => desk.run(redo))
  assert.equal(pageOf(desk.state).text.toString(), 'Who\nWhat')
  assert.deepEqual(head, notes.head)
})

test('a template leaves a title and a look that are there', () => {
  const desk = new Desk('|')
  const own = { ...untouched, title: 'Mine', wide: true }
  const head = after(desk, own, () => desk.dispatch(fillSpec(desk.state, notes, own)))
  assert.deepEqual(head, own)
})

test('what somebody else changed above the text since is not taken back', () => {
  const patch = { title: { from: '', to: 'Notes' }, icon: { from: '', to: '🗓️' } }
  const theirs = { ...untouched, title: 'Ours', icon: '🗓️' }
  assert.deepEqual(turned(theirs, inverseHead(patch)!), { ...theirs, icon: '' })
})

test('a change above the text and its inverse are together none, and that of a cover to none is kept', () => {
  const cover = { blob: 'ab', name: 'a.png', at: 50 }
  const patch = { cover: { from: null, to: cover }, wide: { from: false, to: true } }
  assert.equal(composedHead(patch, inverseHead(patch)), undefined)
  const other = { ...cover, at: 10 }
  const moved = composedHead(patch, { cover: { from: cover, to: other } })
  assert.deepEqual(moved, { ...patch, cover: { from: null, to: other } })
  const page = pageOf(new Desk('|').state)
  const step = { delta: [], head: patch }
  assert.ok(!isNoStep(step))
  assert.ok(isNoStep(composeSteps(step, inverse(step, page))))
})
