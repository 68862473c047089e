import assert from 'node:assert/strict'
import { test } from 'node:test'
import { word } from '../core/words.ts'
import { NotBroughtIn, toldOf } from './transfer.ts'

test('the reason of the instance is told, and not that of the browser', () => {
  assert.equal(toldOf(new NotBroughtIn('The archive is cut off.')), 'The archive is cut off.')
  for (const fault of [new TypeError('Failed to fetch'), new NotBroughtIn(''), 'x']) {
    assert.equal(toldOf(fault), word('import.failed'))
  }
})
