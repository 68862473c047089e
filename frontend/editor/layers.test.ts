import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'

const root = import.meta.dirname

/** As the README lists them; what stands in no folder puts the others together. */
function layers(): readonly string[] {
  const items = readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^- (.*?):/gm)
  const folders = [...items].flatMap(([, item]) => [...item!.matchAll(/`([a-z]+)\/`/g)].map(([, folder]) => folder!))
  return [...folders, '.']
}

function* imports(): Iterable<{ file: string; from: string; to: string }> {
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
    const text = readFileSync(join(root, file), 'utf8')
    for (const [, path] of text.matchAll(/(?:from|import\(?) ?'(\.[^']+)'/g)) {
      const to = dirname(normalize(join(dirname(file), path!)))
      if (!to.startsWith('..')) yield { file, from: dirname(file), to }
    }
  }
}

test('every folder uses only those above it in the README', () => {
  const order = layers()
  const all = [...imports()]
  assert.ok(all.length > 300, `${all.length} imports`)
  const wrong = all.filter(({ from, to }) => order.indexOf(to) > order.indexOf(from) || !order.includes(from))
  assert.deepEqual(wrong, [])
})
