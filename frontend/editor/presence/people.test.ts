import assert from 'node:assert/strict'
import { test } from 'node:test'
import { initials } from './people.ts'

test('a face shows the first letters of the first and the last name', () => {
  assert.equal(initials('ada'), 'A')
  assert.equal(initials('Ada M. Lovelace'), 'AL')
  assert.equal(initials('🦊 fox'), '🦊F')
  assert.equal(initials('  '), '?')
})
