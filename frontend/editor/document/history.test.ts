import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DeltaBuilder } from '../../core/delta.ts'
import { type Step, noStep } from '../../core/page.ts'
import { composeSteps } from '../../core/rebase.ts'
import { below, pick, seeded } from '../../harness/random.ts'
import { Desk } from '../../harness/written.ts'
import { backspace, enter, indentMore, setBlockType, toggleMark } from './commands.ts'
import { keptHistory, redo, restoreHistory, undo } from './history.ts'
import { loadSpec, pageOf } from './model.ts'
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
  let loads = 0
  for (let seed = 1; seed <= rounds; seed++) {
    try {
      const done = run(seed)
      remotes += done.remotes
      loads += done.loads
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error })
    }
  }
  assert.ok(remotes > rounds, `only ${remotes} remote changes`)
  assert.ok(loads > rounds, `only ${loads} times loaded again`)
})

/** Loads the page again, which others have changed by `missed` meanwhile. */
function reloaded(desk: Desk, missed: Step, mostCharacters = 1_000_000): Desk {
  const kept = JSON.stringify(keptHistory(desk.state, mostCharacters) ?? { done: [], undone: [] })
  const page = pageOf(desk.state).after(missed)
  const again = new Desk('|')
  again.dispatch(loadSpec(again.state, page))
  again.dispatch(restoreHistory(JSON.parse(kept) as Parameters<typeof restoreHistory>[0], missed))
  return again
}

test('undo goes on after the page was loaded again, with marks, blocks, selection and redo', () => {
  const desk = new Desk('a|bc|d')
  desk.run(toggleMark('bold'))
  desk.run(setBlockType('quote'))
  desk.dispatch({ selection: { anchor: 4 } })
  desk.type('e')
  desk.run(undo)
  const again = reloaded(desk, { delta: new DeltaBuilder().insert('>> ').done() })
  assert.equal(again.run(undo).replaceAll('|', ''), '>> a{bold bc}d')
  assert.equal(again.run(undo), '>> a|bc|d')
  assert.equal(again.run(redo, redo, redo).replaceAll('|', ''), '<quote>>> a{bold bc}de')
})

test('what is too much to be kept is forgotten from the oldest on', () => {
  const desk = new Desk('|')
  desk.type('a')
  desk.dispatch({ selection: { anchor: 0 } })
  desk.type('b')
  const again = reloaded(desk, noStep, 40)
  assert.equal(again.run(undo).replace('|', ''), 'a')
  assert.equal(again.run(undo).replace('|', ''), 'a')
})

test('what is written after the page was loaded again is a step of its own', () => {
  const desk = new Desk('|')
  desk.type('ab')
  const again = reloaded(desk, noStep)
  again.dispatch({ selection: { anchor: 2 } })
  again.type('c')
  assert.equal(again.run(undo), 'ab|')
  assert.equal(again.run(undo), '|')
})

const sorted = (_: string, value: unknown) =>
  typeof value === 'object' && value && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value

/** Own text is Latin, the others' is not and is never removed here, so that it can be told what undo touches. */
function run(seed: number): { remotes: number; loads: number } {
  const random = seeded(seed)
  let desk = new Desk('|')
  let loads = 0
  let letters = 0
  let remotes = 0
  const text = () => desk.state.doc.toString()
  const foreignStep = (length: number): Step => {
    remotes++
    const at = below(random, length + 1)
    const delta = new DeltaBuilder().keep(at).insert(String.fromCodePoint(0x4e00 + letters++))
    if (random() < 0.3) delta.insert('\n', { type: 'bullet' })
    if (random() < 0.3) delta.keep(Math.min(2, length - at), { bold: pick(random, [true, null]) })
    return { delta: delta.done() }
  }
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
    else if (dice < 0.83) {
      loads++
      let missed = noStep
      for (let count = below(random, 4); count > 0; count--)
        missed = composeSteps(missed, foreignStep(pageOf(desk.state).after(missed).length))
      desk = reloaded(desk, missed)
    } else desk.remote(foreignStep(length))
  }
  while (redo(desk.view));
  const end = shape()
  while (undo(desk.view));
  assert.equal(text().replace(/[\u4e00-\u9fff\n]/g, ''), '')
  while (redo(desk.view));
  assert.equal(shape(), end)
  return { remotes, loads }
}
