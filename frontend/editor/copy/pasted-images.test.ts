import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pictureIn } from './pasted-images.ts'

const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

test('a picture that is held is a file with its type and its words as its name', () => {
  const file = pictureIn(`data:image/png;base64,${dot}`, ' A\n"dot" ')
  assert.deepEqual([file?.name, file?.type, file?.size], ['A dot.png', 'image/png', 70])
  assert.equal(pictureIn(`data:image/png;base64,${dot}`, '')?.name, 'image.png')
})

test('what lies elsewhere, drawings and broken bytes are none', () => {
  const addresses = [
    'https://example.org/a.png',
    'blob:https://example.org/1',
    `data:image/svg+xml;base64,${dot}`,
    'data:image/png;base64,A',
    `data:text/html;base64,${dot}`,
  ]
  for (const address of addresses) assert.equal(pictureIn(address, 'words'), undefined, address)
})
