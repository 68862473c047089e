import assert from 'node:assert/strict'
import { test } from 'node:test'
import { imagesIn } from './pasted-images.ts'

const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

test('a picture in the HTML is a file with its type and its words as its name', () => {
  const [file, ...more] = imagesIn(`<p>Look: <img width="1" src="data:image/png;base64,${dot}" alt="A dot"></p>`)
  assert.deepEqual([file?.name, file?.type, file?.size, more.length], ['A dot.png', 'image/png', 70, 0])
})

test('what lies elsewhere, drawings and broken bytes are none', () => {
  const html = [
    '<img src="https://example.org/a.png">',
    '<img src="blob:https://example.org/1">',
    `<img src="data:image/svg+xml;base64,${dot}">`,
    '<img src="data:image/png;base64,A">',
    `<img data-src="data:image/png;base64,${dot}">`,
  ]
  assert.deepEqual(imagesIn(html.join('')), [])
})
