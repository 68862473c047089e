import assert from 'node:assert/strict'
import { test } from 'node:test'
import { match } from './fuzzy.ts'

function best(query: string, ...texts: string[]): string[] {
  const found = texts.flatMap(text => {
    const answer = match(query, text)
    return answer ? [{ text, score: answer.score }] : []
  })
  return found.sort((a, b) => b.score - a.score).map(each => each.text)
}

test('a title that begins with the query comes first, then words, then letters', () => {
  assert.deepEqual(best('me', 'Letters from the field', 'Team meeting', 'Meeting notes', 'Home'), [
    'Meeting notes',
    'Team meeting',
    'Home',
    'Letters from the field',
  ])
})

test('the first letters of words are enough', () => {
  assert.deepEqual(match('mn', 'Meeting notes')?.at, [0, 8])
})

test('capitals and accents do not matter, and places stay right', () => {
  assert.deepEqual(match('cafe', 'Le Café')?.at, [3, 4, 5, 6])
  assert.deepEqual(match('ÜBER', 'uber alles')?.at, [0, 1, 2, 3])
})

test('letters in another order are no answer', () => {
  assert.equal(match('xy', 'yx'), undefined)
})

test('nothing asked is answered by everything', () => {
  assert.deepEqual(match(' ', 'anything'), { score: 0, at: [] })
})
