import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Desk } from '../harness/written.ts'
import {
  closeFind,
  currentMatch,
  findField,
  look,
  nextMatch,
  openFind,
  previousMatch,
  replaceAll,
  replaceMatch,
} from './find.ts'
import { undo } from './history.ts'

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
