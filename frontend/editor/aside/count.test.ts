import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Text } from '@codemirror/state'
import { Desk } from '../../harness/written.ts'
import { countText, counted } from './count.ts'

const of = (text: string) => counted(Text.of(text.split('\n')))

test('words are counted in any script, and characters without breaks', () => {
  assert.deepEqual(of('Don’t re-read it,\nnaïve 42!'), { words: 5, characters: 26 })
  assert.deepEqual(of('水と火 fire'), { words: 4, characters: 8 })
  assert.deepEqual(of('👍🏽 – …'), { words: 0, characters: 6 })
})

test('the selection is counted, else the page, and nothing of an empty one', () => {
  assert.equal(countText(new Desk('one |two\nthree').state), 'Words: 3 · Characters: 12')
  assert.equal(countText(new Desk('one |two| three').state), 'Selected words: 1 · Characters: 3')
  assert.equal(countText(new Desk('|').state), '')
})
