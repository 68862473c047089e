import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emoji, findEmoji, oneSign } from './emoji.ts'

test('every emoji of the list is one sign with words, and none is there twice', () => {
  const all = emoji.flatMap(group => group.all)
  assert.ok(all.length > 300)
  for (const { sign, words } of all) {
    assert.equal(oneSign(sign), sign, `${sign} ${words}`)
    assert.match(words, /^[a-z][a-z ]+$/)
  }
  assert.equal(new Set(all.map(({ sign }) => sign)).size, all.length)
})

test('one sign may be several characters, and blanks and words are none', () => {
  assert.deepEqual(['👩‍💻', ' 🇪🇺 ', 'é', 'A', '', ' ', 'ab', '🎉🎉', '\u0301'].map(oneSign), [
    '👩‍💻',
    '🇪🇺',
    'é',
    'A',
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('emoji are found by the beginnings of their words, and what is typed or pasted is offered itself', () => {
  assert.deepEqual(
    findEmoji('rocke').map(({ sign }) => sign),
    ['🚀'],
  )
  assert.equal(findEmoji('book')[0]?.words.startsWith('book'), true)
  assert.deepEqual(
    findEmoji('🫠').map(({ sign }) => sign),
    ['🫠'],
  )
  assert.deepEqual(findEmoji('zzz'), [])
})
