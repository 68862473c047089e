import { noAttributes } from '../core/attributes.ts'
import { DeltaBuilder } from '../core/delta.ts'
import { Page } from '../core/page.ts'
import type { AtollPage } from '../editor/atoll-page.ts'
import '../editor/atoll-page.ts'
import { MemoryInstance } from './instance.ts'

/** How long a message is under way between the tab and the instance in this page. */
let delay = 10
let reachable = true
const sockets = new Set<FakeSocket>()

const instance = new MemoryInstance(Page.empty, {
  random: Math.random,
  refuses: step => step.delta.some(part => 'insert' in part && part.insert.includes('☠')),
})

/** A WebSocket that ends in the instance of this page. */
class FakeSocket {
  onopen: (() => void) | null = null
  onclose: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  #open = false
  readonly #toTab = (message: object) => this.#later(() => this.onmessage?.({ data: JSON.stringify(message) }))

  constructor() {
    sockets.add(this)
    setTimeout(() => {
      if (!reachable) return this.cut()
      this.#open = true
      this.onopen?.()
    }, delay)
  }

  send(text: string): void {
    this.#later(() => instance.receive(JSON.parse(text) as Record<string, unknown>, this.#toTab))
  }

  close(): void {
    this.cut()
  }

  cut(): void {
    if (!sockets.delete(this)) return
    this.#open = false
    instance.disconnect(this.#toTab)
    this.onclose?.()
  }

  #later(run: () => void): void {
    setTimeout(() => this.#open && run(), delay)
  }
}

Object.defineProperty(window, 'WebSocket', { value: FakeSocket })

/** A page in the words of the tests: a line each, the block's attributes in front as JSON if it has any. */
function write(lines: readonly (string | [Record<string, string | number | boolean>, string])[]): void {
  const delta = new DeltaBuilder()
  let first = noAttributes
  lines.forEach((line, i) => {
    const [attributes, text] = typeof line === 'string' ? [noAttributes, line] : line
    if (i === 0) first = attributes
    else delta.insert('\n', attributes)
    for (const piece of text.split(/(\{\w+(?:=\S+)? (?:[^{}]|\{[^{}]*\})*\})/)) {
      const match = /^\{(\w+)(?:=(\S+))? (.*)\}$/.exec(piece)
      if (match) delta.insert(match[3]!, { [match[1]!]: match[2] ?? true })
      else delta.insert(piece)
    }
  })
  instance.page = Page.empty.after({ delta: delta.done(), first })
}

const params = new URLSearchParams(location.search)

const harness = {
  instance,
  write,
  open(count = 1): AtollPage[] {
    const pages: AtollPage[] = []
    for (let i = 0; i < count; i++) {
      const page = document.createElement('atoll-page') as AtollPage
      page.setAttribute('page', 'page')
      page.setAttribute('live', `/live${i}`)
      document.body.append(page)
      pages.push(page)
    }
    return pages
  },
  cut(): void {
    reachable = false
    for (const socket of [...sockets]) socket.cut()
  },
  mend(): void {
    reachable = true
    dispatchEvent(new Event('online'))
  },
  set delay(milliseconds: number) {
    delay = milliseconds
  },
}

declare global {
  interface Window {
    harness: typeof harness
  }
}
window.harness = harness
if (params.has('sample')) {
  instance.title = 'Field notes: a week on the reef'
  write((await import('./sample.ts')).sample)
}
if (!params.has('manual')) harness.open(Number(params.get('tabs') ?? 1))
