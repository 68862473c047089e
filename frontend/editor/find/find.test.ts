import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pick, seeded } from '../../harness/random.ts'
import { Desk } from '../../harness/written.ts'
import {
  closeFind,
  currentMatch,
  findField,
  look,
  mostMatches,
  nextMatch,
  openFind,
  previousMatch,
  replaceAll,
  replaceMatch,
} from './find.ts'
import { undo } from '../document/history.ts'

function finding(written: string, text: string, more: { matchCase?: boolean; wholeWord?: boolean } = {}): Desk {
  const desk = new Desk(written)
  desk.run(openFind(true))
  look(desk.view, { text, ...more })
  return desk
}
const count = (desk: Desk) => desk.state.field(findField).matches.length

test('looking selects the first match from the caret on, and goes around at both ends', () => {
  const desk = finding('one Two\n<bullet>|two\ntwo', 'two')
  assert.deepEqual([count(desk), currentMatch(desk.state)], [3, 1])
  desk.run(nextMatch, nextMatch)
  assert.equal(currentMatch(desk.state), 0)
  desk.run(previousMatch)
  assert.equal(currentMatch(desk.state), 2)
})

test('letters in their case and whole words are told apart when asked for', () => {
  assert.equal(count(finding('|Cat cat concat', 'cat')), 3)
  assert.equal(count(finding('|Cat cat concat', 'cat', { matchCase: true })), 2)
  assert.equal(count(finding('|Cat cat concat', 'cat', { wholeWord: true })), 2)
  assert.equal(count(finding('|a.b axb \\n', 'a.b')), 1)
  assert.equal(count(finding('|a\\nb\nb', 'a\\nb')), 1)
})

test('matches follow what others write, and are gone with the bar', () => {
  const desk = finding('|ab', 'ab')
  desk.remote({ delta: [{ insert: 'ab ', attributes: {} }] })
  assert.equal(count(desk), 2)
  desk.run(closeFind)
  assert.equal(count(desk), 0)
})

test('replacing one keeps its marks and goes to the next', () => {
  const desk = finding('|{bold one} one', 'one')
  replaceMatch(desk.view, 'two')
  assert.equal(desk.run(), '{bold two} |one|')
})

test('replacing all is one undo', () => {
  const before = '|a-{italic a}\n<task>ba|'
  const desk = finding('|a-{italic a}\n<task>ba', 'a')
  replaceAll(desk.view, 'xa')
  assert.equal(desk.run().replaceAll('|', ''), 'xa-{italic xa}\n<task>bxa')
  assert.equal(desk.run(undo).replaceAll('|', ''), before.replaceAll('|', ''))
})

test('the selection is looked for, unless it spans lines', () => {
  const desk = new Desk('|word| word')
  desk.run(openFind(false))
  assert.equal(count(desk), 2)
  const lines = new Desk('|a\nb|')
  lines.run(openFind(false))
  assert.equal(lines.state.field(findField).wanted.text, '')
})

test('whatever is written, the matches are those of looking anew', () => {
  const pieces = ['ab', 'a', 'b', 'AB', ' ', '\n', 'ab ab', 'b\na']
  let most = 0
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed)
    const desk = finding('|ab ab\nabab\n\nb ab', 'ab', { wholeWord: seed % 2 === 0, matchCase: seed % 3 === 0 })
    for (let i = 0; i < 40; i++) {
      const ends = [0, 1, 2, 3].map(() => Math.floor(random() * (desk.state.doc.length + 1))).sort((a, b) => a - b)
      const put = (from: number, to: number) => ({ from, to: Math.min(to, from + 4), insert: pick(random, pieces) })
      desk.dispatch({ changes: [put(ends[0]!, ends[1]!), put(ends[2]!, ends[3]!)] })
      const { matches } = desk.state.field(findField)
      desk.dispatch({ selection: { anchor: 0 } })
      desk.run(closeFind, openFind(true))
      assert.deepEqual(matches, desk.state.field(findField).matches, `seed ${seed}, step ${i}`)
      most = Math.max(most, matches.length)
    }
  }
  assert.ok(most > 5)
})

test('a bar that is closed has nothing to do with what is written', () => {
  const desk = finding('|ab', 'ab')
  desk.run(closeFind)
  const before = desk.state.field(findField)
  desk.type('ab ')
  assert.equal(desk.state.field(findField), before)
})

test('replacing all replaces more than is shown', () => {
  const desk = finding(`|${'a b\n'.repeat(mostMatches + 500)}`, 'a')
  assert.equal(count(desk), mostMatches)
  replaceAll(desk.view, 'c')
  assert.ok(!desk.state.doc.toString().includes('a'))
})
