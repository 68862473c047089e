import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryInstance } from '../harness/instance.ts'
import { below, pick, seeded } from '../harness/random.ts'
import { Tab } from '../harness/tab.ts'
import { type Attributes, sameAttributes } from './attributes.ts'
import { DeltaBuilder, isInsert } from './delta.ts'
import { Page, type Step, runsOf } from './page.ts'

/** The runs of a page with equal neighbours joined, to compare pages by. */
function canonical(page: Page): unknown {
  const runs: { to: number; attributes: Attributes }[] = []
  for (const { to, attributes } of runsOf(page.spans, 0, page.length)) {
    const last = runs.at(-1)
    if (last && sameAttributes(last.attributes, attributes)) last.to = to
    else runs.push({ to, attributes: { ...attributes } })
  }
  return { text: page.text.toString(), runs, first: { ...page.first } }
}

interface Plan {
  readonly seed: number
  readonly tabs: number
  readonly steps: number
  readonly forgets: boolean
  readonly merges: boolean
}

const marks = ['bold', 'italic', 'link'] as const
const types = ['heading1', 'bullet', 'code', null] as const

/** Random writing in several tabs with a network that loses what is under way; every letter is written once only. */
class World {
  readonly random: () => number
  readonly instance: MemoryInstance
  readonly tabs: Tab[]
  readonly removed = new Set<string>()
  readonly plan: Plan
  letters = 0
  cuts = 0

  constructor(plan: Plan) {
    this.plan = plan
    this.random = seeded(plan.seed)
    const merge = (step: Step): Step => {
      if (!plan.merges || this.random() < 0.7) return step
      const result = new DeltaBuilder()
      for (const part of step.delta)
        if (isInsert(part)) result.insert(part.insert, { ...part.attributes, bold: true })
        else result.add(part)
      return { ...step, delta: result.done() }
    }
    this.instance = new MemoryInstance(Page.empty, { random: this.random, merge })
    this.tabs = Array.from({ length: plan.tabs }, (_, i) => new Tab(this.instance, `tab-${i}`, this.random))
  }

  run(): void {
    for (let i = 0; i < this.plan.steps; i++) this.#act(pick(this.random, this.tabs))
    for (const tab of this.tabs) {
      tab.composing = false
      tab.session.release()
    }
    this.#settle()
  }

  #settle(): void {
    for (let round = 0; round < 1000; round++) {
      let busy = false
      for (const tab of this.tabs) {
        while (tab.deliver(this.random)) busy = true
        if (!tab.live.online && tab.wire?.cut) {
          tab.timers.fire()
          busy = true
        }
      }
      if (!busy) return
    }
    assert.fail('the tabs never settle')
  }

  #act(tab: Tab): void {
    const dice = this.random()
    if (dice < 0.45) tab.deliver(this.random)
    else if (dice < 0.47) {
      this.cuts++
      tab.cutOff()
    } else if (dice < 0.53) tab.timers.fire()
    else if (dice < 0.54 && this.plan.forgets) this.#restartInstance()
    else if (dice < 0.57) {
      tab.composing = !tab.composing
      if (!tab.composing) tab.session.release()
    } else if (tab.page) tab.write(this.#step(tab.page))
  }

  #restartInstance(): void {
    for (const tab of this.tabs) tab.cutOff()
    this.instance.forgetHistory()
  }

  #step(page: Page): Step {
    const { random } = this
    const length = page.length
    const at = random() < 0.5 ? below(random, length + 1) : Math.min(length, 3)
    const count = Math.min(1 + below(random, 4), length - at)
    const change = new DeltaBuilder().keep(at)
    const dice = random()
    if (dice < 0.12) return { delta: [], first: { type: pick(random, types) } }
    if (dice < 0.55 || count === 0) {
      const attributes = random() < 0.3 ? { [pick(random, marks)]: random() < 0.5 } : {}
      change.insert(String.fromCodePoint(0x4e00 + this.letters++), attributes)
      if (random() < 0.2) change.insert('\n', { type: pick(random, ['bullet', 'task']) })
    } else if (dice < 0.75) {
      for (const letter of page.text.sliceString(at, at + count)) this.removed.add(letter)
      change.remove(count)
    } else change.keep(count, { [pick(random, marks)]: random() < 0.4 ? null : random() < 0.5 })
    return { delta: change.done() }
  }

  check(): void {
    const end = canonical(this.instance.page)
    for (const tab of this.tabs) {
      assert.deepEqual(canonical(tab.page!), end)
      assert.equal(tab.saveState, 'saved')
      assert.equal(tab.lostText, '')
    }
    const text = this.instance.page.text.toString()
    for (let i = 0; i < this.letters; i++) {
      const letter = String.fromCodePoint(0x4e00 + i)
      const times = text.split(letter).length - 1
      assert.ok(times <= 1, `letter ${i} is there ${times} times`)
      if (!this.removed.has(letter)) assert.equal(times, 1, `letter ${i} is lost`)
    }
  }
}

function settled(tabs: readonly Tab[], random: () => number) {
  for (let i = 0; i < 200; i++) {
    for (const tab of tabs) {
      while (tab.deliver(random));
      if (!tab.live.online) tab.timers.fire()
    }
  }
}

const text = (letters: string): Step => ({ delta: new DeltaBuilder().insert(letters).done() })

test('a step that is refused leaves the page as it was, and its text is given back', () => {
  const random = seeded(1)
  const refuses = (step: Step) => step.delta.some(part => isInsert(part) && part.insert.includes('no'))
  const instance = new MemoryInstance(Page.empty, { random, refuses })
  const tabs = [new Tab(instance, 'a', random), new Tab(instance, 'b', random)]
  settled(tabs, random)
  tabs[0]!.write(text('fine '))
  settled(tabs, random)
  tabs[0]!.write(text('no '))
  tabs[0]!.write(text('more '))
  tabs[1]!.write(text('other '))
  settled(tabs, random)
  assert.equal(tabs[0]!.lostText, 'no more ')
  for (const tab of tabs) {
    assert.equal(tab.page!.text.toString(), 'other fine ')
    assert.equal(tab.saveState, 'saved')
  }
  tabs[0]!.write(text('again '))
  settled(tabs, random)
  assert.equal(instance.page.text.toString(), 'again other fine ')
})

test('text that cannot be stored now stays, and is stored when there is room again', () => {
  const random = seeded(1)
  let full: string | undefined
  const instance = new MemoryInstance(Page.empty, { random, full: () => full })
  const tabs = [new Tab(instance, 'a', random), new Tab(instance, 'b', random)]
  settled(tabs, random)
  full = 'The disk is full.'
  tabs[0]!.write(text('kept '))
  tabs[0]!.write(text('here '))
  settled(tabs, random)
  assert.equal(tabs[0]!.stuck, full)
  assert.equal(tabs[0]!.saveState, 'stuck')
  assert.equal(tabs[0]!.page!.text.toString(), 'here kept ')
  tabs[0]!.timers.fire()
  settled(tabs, random)
  assert.equal(tabs[0]!.stuck, full)
  full = undefined
  tabs[0]!.timers.fire()
  settled(tabs, random)
  assert.equal(tabs[0]!.stuck, undefined)
  assert.equal(tabs[0]!.lostText, '')
  for (const tab of tabs) assert.equal(tab.page!.text.toString(), 'here kept ')
})

test('a step that was taken while the connection broke is not called stuck any more', () => {
  const random = seeded(1)
  let full: string | undefined
  const instance = new MemoryInstance(Page.empty, { random, full: () => full })
  const tab = new Tab(instance, 'a', random)
  settled([tab], random)
  full = 'The disk is full.'
  tab.write(text('kept'))
  settled([tab], random)
  assert.equal(tab.stuck, full)
  full = undefined
  tab.timers.fire()
  while (instance.page.length === 0) instance.receive(JSON.parse(tab.wire!.up.shift()!), tab.wire!.toTab)
  tab.cutOff()
  instance.forgetHistory()
  settled([tab], random)
  assert.equal(tab.page!.text.toString(), 'kept')
  assert.deepEqual([tab.stuck, tab.saveState], [undefined, 'saved'])
})

test('a step that is refused for good after it was stuck is not called stuck any more', () => {
  const random = seeded(1)
  let full: string | undefined = 'The disk is full.'
  const instance = new MemoryInstance(Page.empty, { random, full: () => full, refuses: () => full === undefined })
  const tab = new Tab(instance, 'a', random)
  settled([tab], random)
  tab.write(text('lost'))
  settled([tab], random)
  assert.equal(tab.stuck, full)
  full = undefined
  tab.timers.fire()
  settled([tab], random)
  assert.deepEqual([tab.stuck, tab.saveState, tab.lostText], [undefined, 'saved', 'lost'])
})

for (const noise of [
  '{',
  '[]',
  '{"t":"patch","page":"page","version":"1","delta":[99,"x"]}',
  '{"t":"confirmed","page":"page"}',
]) {
  test(`a tab recovers from ${noise}`, () => {
    const random = seeded(2)
    const instance = new MemoryInstance(Page.empty, { random })
    const tabs = [new Tab(instance, 'a', random), new Tab(instance, 'b', random)]
    settled(tabs, random)
    tabs[0]!.write(text('before '))
    tabs[0]!.wire!.down.push(noise)
    tabs[1]!.write(text('beside '))
    settled(tabs, random)
    tabs[0]!.write(text('after '))
    settled(tabs, random)
    for (const tab of tabs) assert.equal(tab.page!.text.toString(), instance.page.text.toString())
    assert.equal(instance.page.length, 'before beside after '.length)
  })
}

test('a message of a kind that is not known is passed over', () => {
  const random = seeded(3)
  const instance = new MemoryInstance(Page.empty, { random })
  const tab = new Tab(instance, 'a', random)
  settled([tab], random)
  tab.wire!.down.push('{"t":"news","page":"page"}')
  settled([tab], random)
  assert.equal(tab.saveState, 'saved')
})

test('a page that is left keeps its session until everything is saved', () => {
  const random = seeded(4)
  const instance = new MemoryInstance(Page.empty, { random })
  const tab = new Tab(instance, 'a', random)
  settled([tab], random)
  tab.cutOff()
  tab.write(text('kept'))
  tab.session.detach(tab)
  settled([tab], random)
  assert.equal(instance.page.text.toString(), 'kept')
  assert.notEqual(tab.live.session('page'), tab.session)
})

test('a step says where the caret is after it, and nothing more is said', () => {
  const random = seeded(5)
  const instance = new MemoryInstance(Page.empty, { random })
  const tab = new Tab(instance, 'a', random)
  settled([tab], random)
  const sent: Record<string, unknown>[] = []
  const wire = tab.wire!
  wire.send = message => {
    sent.push(JSON.parse(message) as Record<string, unknown>)
    wire.up.push(message)
  }
  tab.session.select({ anchor: 0, head: 0 })
  settled([tab], random)
  tab.write(text('ab'), { anchor: 2, head: 2 })
  settled([tab], random)
  assert.deepEqual(
    sent.map(({ t, anchor, selection }) => [t, anchor ?? selection]),
    [
      ['caret', 0],
      ['step', { anchor: 2, head: 2 }],
    ],
  )
})

const rounds = Number(process.env.ATOLL_FUZZ ?? 300)

for (const forgets of [false, true]) {
  for (const merges of [false, true]) {
    test(`tabs are equal after any writing and any cut (forgets ${forgets}, merges ${merges})`, () => {
      let concurrent = 0
      let cuts = 0
      for (let seed = 1; seed <= rounds; seed++) {
        const world = new World({ seed, tabs: 2 + (seed % 2), steps: 200 + (seed % 200), forgets, merges })
        try {
          world.run()
          world.check()
        } catch (error) {
          throw new Error(`seed ${seed}`, { cause: error })
        }
        concurrent += world.instance.concurrent
        cuts += world.cuts
      }
      assert.ok(concurrent > rounds, `only ${concurrent} concurrent steps`)
      assert.ok(cuts > rounds, `only ${cuts} cuts`)
    })
  }
}
