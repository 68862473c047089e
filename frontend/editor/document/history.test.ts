import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DeltaBuilder } from '../../core/delta.ts'
import { below, pick, seeded } from '../../harness/random.ts'
import { Desk } from '../../harness/written.ts'
import { backspace, enter, indentMore, setBlockType, toggleMark } from './commands.ts'
import { redo, undo } from './history.ts'
import { pageOf } from './model.ts'
import { moveBlocks } from './move.ts'

test('undo takes back the conversion only', () => {
  const desk = new Desk('|')
  assert.equal(desk.type('## '), '<heading2>|')
  assert.equal(desk.run(undo), '## |')
  assert.equal(desk.run(undo), '|')
})

test('undo takes back a mark and puts the selection back', () => {
  const desk = new Desk('a|bc|d')
  assert.equal(desk.run(toggleMark('bold')), 'a|{bold bc}|d')
  assert.equal(desk.run(undo), 'a|bc|d')
  assert.equal(desk.run(redo), 'a|{bold bc}|d')
})

test('undo brings marks and blocks of deleted text back', () => {
  const desk = new Desk('a|b\n<task checked>c{bold d}|e')
  desk.dispatch({ changes: { from: 1, to: 5 }, userEvent: 'delete.selection' })
  assert.equal(desk.run(undo), 'a|b\n<task checked>c{bold d}|e')
})

test('undo leaves what others wrote meanwhile', () => {
  const desk = new Desk('|')
  desk.type('abc')
  desk.remote({ delta: new DeltaBuilder().keep(1).insert('XY', { bold: true }).done() })
  assert.equal(desk.run(undo), '|{bold XY}')
  assert.equal(desk.run(redo).replace('|', ''), 'a{bold XY}bc')
})

test('undo leaves an attribute that others have set since', () => {
  const desk = new Desk('|ab|')
  desk.run(setBlockType('quote'))
  desk.remote({ delta: [], first: { type: 'code' } })
  assert.equal(desk.run(undo), '<code>|ab|')
})

test('undo brings deleted text back where it was, behind what others wrote before it', () => {
  const desk = new Desk('ab|{bold cd}|ef')
  desk.dispatch({ changes: { from: 2, to: 4 }, userEvent: 'delete.selection' })
  desk.remote({ delta: new DeltaBuilder().insert('>>').done() })
  assert.equal(desk.run(undo), '>>ab|{bold cd}|ef')
})

const rounds = Number(process.env.ATOLL_FUZZ ?? 400)
const foreign = (text: string) => [...text.replace(/[^\u4e00-\u9fff]/g, '')].sort().join('')

test('undo and redo of any writing beside any other writing', () => {
  let remotes = 0
  for (let seed = 1; seed <= rounds; seed++) {
    try {
      remotes += run(seed)
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error })
    }
  }
  assert.ok(remotes > rounds, `only ${remotes} remote changes`)
})

const sorted = (_: string, value: unknown) =>
  typeof value === 'object' && value && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value

/** Own text is Latin, the others' is not and is never removed here, so that it can be told what undo touches. */
function run(seed: number): number {
  const random = seeded(seed)
  const desk = new Desk('|')
  let letters = 0
  let remotes = 0
  const text = () => desk.state.doc.toString()
  const shape = () =>
    JSON.stringify([pageOf(desk.state).slice(0, desk.state.doc.length), pageOf(desk.state).first], sorted)
  for (let i = 0; i < 60; i++) {
    const dice = random()
    const { length } = desk.state.doc
    if (dice < 0.35) {
      desk.dispatch({ selection: { anchor: below(random, length + 1) } })
      desk.type(pick(random, ['a', '# ', '- b', '**c**', 'd e']))
    } else if (dice < 0.5)
      desk.run(pick(random, [enter, indentMore, setBlockType('task'), moveBlocks(1), moveBlocks(-1)]))
    else if (dice < 0.6) {
      const at = below(random, length + 1)
      desk.dispatch({ selection: { anchor: at, head: Math.min(length, at + 3) } })
      desk.run(toggleMark(pick(random, ['bold', 'link'])))
      desk.dispatch({ selection: { anchor: at } })
    } else if (dice < 0.75) {
      const before = foreign(text())
      desk.run(random() < 0.7 ? undo : redo)
      desk.dispatch({ selection: { anchor: desk.state.selection.main.head } })
      assert.equal(foreign(text()), before)
    } else if (dice < 0.78) desk.run(backspace)
    else {
      remotes++
      const at = below(random, length + 1)
      const delta = new DeltaBuilder().keep(at).insert(String.fromCodePoint(0x4e00 + letters++))
      if (random() < 0.3) delta.insert('\n', { type: 'bullet' })
      if (random() < 0.3) delta.keep(Math.min(2, length - at), { bold: pick(random, [true, null]) })
      desk.remote({ delta: delta.done() })
    }
  }
  while (redo(desk.view));
  const end = shape()
  while (undo(desk.view));
  assert.equal(text().replace(/[\u4e00-\u9fff\n]/g, ''), '')
  while (redo(desk.view));
  assert.equal(shape(), end)
  return remotes
}
