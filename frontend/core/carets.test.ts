import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryInstance } from '../harness/instance.ts'
import { below, pick, seeded } from '../harness/random.ts'
import { Tab } from '../harness/tab.ts'
import { DeltaBuilder } from './delta.ts'
import { Page } from './page.ts'
import type { Selection } from './session.ts'

const rounds = Number(process.env.ATOLL_FUZZ ?? 300)

/** Delivers everything, connecting again where the connection is cut, until nobody has anything left to say. */
function settle(tabs: readonly Tab[], random: () => number): void {
  for (let round = 0; round < 1000; round++) {
    let busy = false
    for (const tab of tabs) {
      while (tab.deliver(random)) busy = true
      if (!tab.live.online && tab.wire?.cut) {
        tab.timers.fire()
        busy = true
      }
    }
    if (!busy) {
      for (const tab of tabs) tab.frames.draw()
      return
    }
  }
  assert.fail('the tabs never settle')
}

function insert(at: number, letters: string) {
  return { delta: new DeltaBuilder().keep(at).insert(letters).done() }
}

const caret = (at: number): Selection => ({ anchor: at, head: at })

/** What a tab shows of another one's selection. */
function shown(tab: Tab, name: string): Selection | undefined {
  const found = tab.carets.filter(other => other.name === name)
  assert.ok(found.length <= 1, `${name} is there ${found.length} times`)
  return found[0] && { anchor: found[0].anchor, head: found[0].head }
}

/** Every tab shows every other one's selection where it is. */
function check(tabs: readonly Tab[]): void {
  const names = tabs.map((_, i) => `tab-${i}`)
  for (const tab of tabs) assert.equal(tab.page!.text.toString(), tabs[0]!.page!.text.toString())
  for (const tab of tabs)
    tabs.forEach((other, i) => {
      if (other !== tab) assert.deepEqual(shown(tab, names[i]!), other.selection, `${names[i]} elsewhere`)
    })
}

const pair = (random: () => number) => {
  const instance = new MemoryInstance(Page.empty, { random })
  const tabs = [new Tab(instance, 'tab-0', random), new Tab(instance, 'tab-1', random)] as const
  settle(tabs, random)
  return { instance, tabs }
}

test('a caret stands behind its text also where a merge puts that text elsewhere than the tab expected', () => {
  // What the instance has to say is read before the own step gets there.
  const downFirst = () => 0.9
  // The engine's own order, which the tabs cannot know.
  for (const order of [0.1, 0.9]) {
    const instance = new MemoryInstance(Page.empty, { random: () => order })
    const tabs = [new Tab(instance, 'tab-0', downFirst), new Tab(instance, 'tab-1', downFirst)] as const
    settle(tabs, downFirst)
    tabs[0].write(insert(0, 'others'), caret(6))
    tabs[1].write(insert(0, 'own'), caret(3))
    settle(tabs, downFirst)
    check(tabs)
  }
})

test('a caret is there again after the connection was cut, whether or not its step had been taken', () => {
  const random = seeded(2)
  for (const taken of [false, true]) {
    const { instance, tabs } = pair(random)
    tabs[0].write(insert(0, 'text'), caret(4))
    if (taken)
      while (instance.page.length === 0) instance.receive(JSON.parse(tabs[0].wire!.up.shift()!), tabs[0].wire!.toTab)
    tabs[0].cutOff()
    settle(tabs, random)
    check(tabs)
    tabs[0].cutOff()
    settle(tabs, random)
    check(tabs)
  }
})

test('somebody who rests is told again only where a change is at the caret itself', () => {
  const random = seeded(3)
  const { tabs } = pair(random)
  tabs[0].write(insert(0, 'some text'), caret(4))
  settle(tabs, random)
  const sent: unknown[] = []
  const wire = tabs[0].wire!
  wire.send = message => {
    sent.push((JSON.parse(message) as { t: string }).t)
    wire.up.push(message)
  }
  for (const at of [0, 9]) {
    tabs[1].write(insert(at, 'x'), caret(at + 1))
    settle(tabs, random)
    check(tabs)
  }
  assert.deepEqual(sent, [])
  tabs[1].write(insert(5, 'x'), caret(6))
  settle(tabs, random)
  check(tabs)
  assert.deepEqual(sent, ['caret'])
})

test('carets are shown once a frame, of a hidden tab not at all, and go with what is written until then', () => {
  const random = seeded(4)
  const { tabs } = pair(random)
  const [here, there] = tabs
  here.write(insert(0, 'some text'), caret(9))
  settle(tabs, random)
  there.select(caret(4))
  settle(tabs, random)
  const drawn = here.caretsDrawn
  for (let at = 4; at > 0; at--) {
    there.select(caret(at))
    while (here.deliver(random) || there.deliver(random));
  }
  here.write(insert(0, 'own '), caret(4))
  assert.deepEqual(shown(here, 'tab-1'), caret(8))
  assert.deepEqual([here.caretsDrawn, here.frames.waiting], [drawn, 1])
  here.frames.draw()
  assert.deepEqual(shown(here, 'tab-1'), caret(5))
  assert.deepEqual([here.caretsDrawn, here.frames.waiting], [drawn + 1, 0])
})

test('a page that is shown again before all was told shows the carets too', () => {
  const random = seeded(5)
  const { instance, tabs } = pair(random)
  const [here, there] = tabs
  there.write(insert(0, 'text'), caret(4))
  settle(tabs, random)
  here.write(insert(0, 'own '), caret(4))
  here.session.detach(here)
  here.carets = []
  here.session.attach(here)
  here.select(caret(4))
  settle(tabs, random)
  assert.equal(instance.page.text.toString(), 'own text')
  check(tabs)
})

for (const forgets of [false, true]) {
  test(`every caret is shown where it is after any writing, moving and cut (forgets ${forgets})`, () => {
    let concurrent = 0
    let cuts = 0
    for (let seed = 1; seed <= rounds; seed++) {
      const random = seeded(seed)
      const instance = new MemoryInstance(Page.empty, { random })
      const tabs = [0, 1, 2].slice(0, 2 + (seed % 2)).map(i => new Tab(instance, `tab-${i}`, random))
      const act = (tab: Tab) => {
        const dice = random()
        if (dice < 0.45) tab.deliver(random)
        else if (dice < 0.47) {
          cuts++
          tab.cutOff()
        } else if (dice < 0.5) tab.timers.fire()
        else if (dice < 0.53) tab.frames.draw()
        else if (dice < 0.535 && forgets) {
          for (const each of tabs) each.cutOff()
          instance.forgetHistory()
        } else if (dice < 0.56) {
          tab.composing = !tab.composing
          if (!tab.composing) tab.session.release()
        } else if (tab.page) gesture(tab, random)
      }
      for (let i = 0; i < 100 + (seed % 100); i++) act(pick(random, tabs))
      for (const tab of tabs) {
        tab.composing = false
        tab.session.release()
      }
      try {
        settle(tabs, random)
        check(tabs)
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error })
      }
      concurrent += instance.concurrent
    }
    assert.ok(concurrent > rounds, `only ${concurrent} concurrent steps`)
    assert.ok(cuts > rounds / 2, `only ${cuts} cuts`)
  })
}

/** Types or deletes at the caret, moves it, selects, or leaves the text. */
function gesture(tab: Tab, random: () => number): void {
  const { length } = tab.page!
  const dice = random()
  if (dice < 0.06) return tab.select(undefined)
  if (dice < 0.3) return tab.select(caret(below(random, length + 1)))
  if (dice < 0.38) return tab.select({ anchor: below(random, length + 1), head: below(random, length + 1) })
  const at = Math.min(tab.selection?.head ?? 0, length)
  if (dice < 0.5 && at > 0) {
    const count = 1 + below(random, Math.min(3, at))
    return tab.write(
      {
        delta: new DeltaBuilder()
          .keep(at - count)
          .remove(count)
          .done(),
      },
      caret(at - count),
    )
  }
  const letters = 'abc'.slice(0, 1 + below(random, 3))
  tab.write(insert(at, letters), caret(at + letters.length))
}
