import assert from 'node:assert/strict'
import { test } from 'node:test'
import { below, pick, seeded } from '../harness/random.ts'
import { type Delta, DeltaBuilder, compose, map, mapPosition, positionBefore } from './delta.ts'
import { Page, inverse } from './page.ts'
import { correction, difference, inverseOfAll } from './rebase.ts'
import { ProtocolError, formatDelta, parseDelta } from './wire.ts'

/** A random change of a text of this length. */
function change(random: () => number, length: number): Delta {
  const result = new DeltaBuilder()
  for (let position = 0; position <= length;) {
    const count = Math.min(1 + below(random, 4), length - position)
    const dice = random()
    if (dice < 0.3) result.insert(pick(random, ['a', 'bc', '\n', 'x\ny']), random() < 0.4 ? { bold: true } : {})
    else if (dice < 0.45) result.remove(count)
    else if (dice < 0.6) result.keep(count, { [pick(random, ['bold', 'link'])]: pick(random, [true, null, 'u']) })
    else result.keep(count)
    position += dice < 0.3 ? 0 : Math.max(1, count)
  }
  return result.done()
}

const start = (random: () => number) => Page.empty.after({ delta: change(random, 0) }).after({ delta: insert(random) })
const insert = (random: () => number) => new DeltaBuilder().insert('0123456789'.slice(below(random, 10))).done()
const shape = (page: Page) =>
  JSON.stringify(page.slice(0, page.length), (_, value: unknown) =>
    typeof value === 'object' && value && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value,
  )

function fuzz(what: string, run: (random: () => number, page: Page) => void) {
  test(what, () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const random = seeded(seed)
      try {
        run(random, start(random))
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error })
      }
    }
  })
}

fuzz('a composed change does what both do', (random, page) => {
  const first = change(random, page.length)
  const middle = page.after({ delta: first })
  const second = change(random, middle.length)
  const both = page.after({ delta: compose(first, second) })
  assert.equal(shape(both), shape(middle.after({ delta: second })))
})

fuzz('mapped changes meet', (random, page) => {
  const a = change(random, page.length)
  const b = change(random, page.length)
  const left = page.after({ delta: a }).after({ delta: map(b, a, { textFirst: false, wins: true }) })
  const right = page.after({ delta: b }).after({ delta: map(a, b, { textFirst: true, wins: false }) })
  assert.equal(shape(left), shape(right))
})

fuzz('an inverse takes a change back, one or many', (random, page) => {
  const first = { delta: change(random, page.length), first: { type: 'quote' } }
  const middle = page.after(first)
  assert.equal(shape(middle.after(inverse(first, page))), shape(page))
  const second = { delta: change(random, middle.length), first: { type: null } }
  const back = middle.after(second).after(inverseOfAll([first, second], page))
  assert.equal(shape(back), shape(page))
  assert.deepEqual({ ...back.first }, { ...page.first })
})

fuzz('a correction leads from what was expected to what was merged', (random, page) => {
  const step = change(random, page.length)
  const merged = random() < 0.5 ? change(random, page.length) : map(step, [], { textFirst: true, wins: true })
  const other = change(random, page.length)
  const base = page.after({ delta: other })
  const expected = map(step, other, { textFirst: true, wins: true })
  const actual = random() < 0.5 ? map(step, other, { textFirst: false, wins: false }) : change(random, base.length)
  for (const [from, a, b] of [[page, step, merged] as const, [base, expected, actual] as const]) {
    const fix = correction(from, { delta: a }, { delta: b, first: { type: 'code' } })!
    const fixed = from.after({ delta: a }).after(fix)
    assert.equal(shape(fixed), shape(from.after({ delta: b })))
    assert.equal(fixed.first.type, 'code')
  }
})

fuzz('a difference leads from one page to the other', (random, page) => {
  const other = page.after({ delta: change(random, page.length), first: { type: 'bullet' } })
  const reached = page.after(difference(page, other))
  assert.equal(shape(reached), shape(other))
  assert.deepEqual(reached.first, other.first)
})

fuzz('a change is the same after a way over the wire', (random, page) => {
  const delta = change(random, page.length)
  assert.deepEqual(parseDelta(JSON.parse(JSON.stringify(formatDelta(delta)))), delta)
})

fuzz('a kept position is found again', (random, page) => {
  const delta = new DeltaBuilder().keep(3).insert('ab').keep(2).remove(1).done()
  const position = below(random, page.length + 4)
  // The removed unit and the place behind it are one place afterwards.
  if (position === 5 || position === 6) return
  assert.equal(positionBefore(delta, mapPosition(delta, position, 1)), position)
})

test('equal neighbours become one span, however they were written', () => {
  let page = Page.empty
  for (let i = 0; i < 50; i++)
    page = page.after({ delta: new DeltaBuilder().keep(i).insert('x', { bold: true }).done() })
  assert.equal(page.spans.size, 1)
})

const hostile: unknown[] = [
  {},
  'abc',
  [0],
  [1.5],
  [1e300],
  [null],
  [[1]],
  [[0, {}]],
  [[-1, { bold: true }]],
  [['x', []]],
  [['x', { a: {} }]],
  [[1, 'bold']],
  [true],
]
for (const value of hostile) {
  test(`${JSON.stringify(value)} is not a delta`, () => assert.throws(() => parseDelta(value), ProtocolError))
}

test('a change beyond the text is refused', () => {
  assert.throws(() => Page.empty.after({ delta: [{ remove: 1 }] }), ProtocolError)
})
