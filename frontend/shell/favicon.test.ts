import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pictureOf } from './favicon.ts'

test('a sign is drawn as it is, whatever it means in a picture', () => {
  const picture = (sign: string) => decodeURIComponent(pictureOf(sign).slice('data:image/svg+xml,'.length))
  assert.match(picture('🌋'), /<text [^>]*>🌋<\/text>/)
  assert.match(picture('<'), />&#60;<\/text>/)
  assert.match(picture('&'), />&#38;<\/text>/)
})
