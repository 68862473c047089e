import { EditorSelection } from '@codemirror/state'
import { Live, type Socket } from '../core/live.ts'
import type { Caret } from '../core/messages.ts'
import { type Page, type Step, toChanges } from '../core/page.ts'
import type { PageSession, PageView, SaveState, Selection } from '../core/session.ts'
import type { MemoryInstance } from './instance.ts'

const selectionOf = ({ anchor, head }: Selection): Selection => ({ anchor, head })

/** Timers that fire only when the test says so. */
export class Timers {
  #waiting: { run: () => void }[] = []

  after = (_: number, run: () => void) => {
    const timer = { run }
    this.#waiting.push(timer)
    return () => void (this.#waiting = this.#waiting.filter(other => other !== timer))
  }

  fire(): void {
    const due = this.#waiting
    this.#waiting = []
    for (const { run } of due) run()
  }
}

/** Frames that come only when the test draws. */
export class Frames {
  #waiting: (() => void)[] = []

  get waiting(): number {
    return this.#waiting.length
  }

  ask = (run: () => void) => void this.#waiting.push(run)

  draw(): void {
    const due = this.#waiting
    this.#waiting = []
    for (const run of due) run()
  }
}

/** A connection whose messages are under way until the test delivers them, and are lost when it is cut. */
export class Wire implements Socket {
  onopen: (() => void) | null = null
  onclose: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  readonly up: string[] = []
  readonly down: string[] = []
  open = false
  cut = false
  readonly toTab = (message: object) => void this.down.push(JSON.stringify(message))
  readonly #instance: MemoryInstance

  constructor(instance: MemoryInstance) {
    this.#instance = instance
  }

  send(text: string): void {
    this.up.push(text)
  }

  close(): void {
    this.cut = true
    this.#instance.disconnect(this.toTab)
  }
}

/** A tab as the session sees it: shows the page and the carets of the others as the editor does, with its own selection. */
export class Tab implements PageView {
  page: Page | undefined
  selection: Selection | undefined
  carets: readonly Caret[] = []
  showAside = () => {}
  saveState: SaveState = 'loading'
  wire: Wire | undefined
  composing = false
  lostText = ''
  stuck: string | undefined
  /** How often the carets were shown. */
  caretsDrawn = 0
  readonly timers = new Timers()
  readonly frames = new Frames()
  readonly live: Live
  readonly session: PageSession
  readonly #instance: MemoryInstance
  #lengthBefore = 0

  constructor(instance: MemoryInstance, name: string, random: () => number) {
    this.#instance = instance
    this.live = new Live({
      connect: () => (this.wire = new Wire(instance)),
      random,
      name: () => name,
      after: this.timers.after,
      frame: this.frames.ask,
    })
    this.session = this.live.session('page')
    this.session.attach(this)
  }

  showPage(page: Page): void {
    this.page = page
  }
  showChange(step: Step): void {
    this.#show(step)
    if (!this.selection) return
    const { anchor, head } = this.selection
    const changes = toChanges(step.delta, this.#lengthBefore)
    this.selection = selectionOf(EditorSelection.range(anchor, head).map(changes))
    this.session.select(this.selection)
  }
  holds(): boolean {
    return this.composing
  }
  showCarets(carets: readonly Caret[]): void {
    this.caretsDrawn++
    this.carets = carets
  }
  showTitle(): void {}
  showReadOnly(): void {}
  showStuck(reason: string | undefined): void {
    this.stuck = reason
  }
  showState(state: SaveState): void {
    this.saveState = state
  }
  showLost(text: string): void {
    this.lostText += text
  }

  /** As the editor does: the step comes with the selection after it, which is then told once more. */
  write(step: Step, selection?: Selection): void {
    this.#show(step)
    this.selection = selection
    this.session.write(this, step, selection)
    this.session.select(selection)
  }

  select(selection: Selection | undefined): void {
    this.selection = selection
    this.session.select(selection)
  }

  /** Shows a step; the carets of the others go along as those in the editor do. */
  #show(step: Step): void {
    this.#lengthBefore = this.page!.length
    const changes = toChanges(step.delta, this.#lengthBefore)
    this.page = this.page!.after(step)
    this.carets = this.carets.map(caret => ({
      ...caret,
      anchor: changes.mapPos(caret.anchor, -1),
      head: changes.mapPos(caret.head, -1),
    }))
  }

  /** Delivers one message, or opens the connection. Returns whether there was anything to do. */
  deliver(random: () => number): boolean {
    const wire = this.wire
    if (!wire || wire.cut) return false
    if (!wire.open) {
      wire.open = true
      wire.onopen?.()
      return true
    }
    const upwards = wire.up.length > 0 && (wire.down.length === 0 || random() < 0.5)
    if (upwards) this.#instance.receive(JSON.parse(wire.up.shift()!) as Record<string, unknown>, wire.toTab)
    else if (wire.down.length) wire.onmessage?.({ data: wire.down.shift()! })
    else return false
    return true
  }

  cutOff(): void {
    const wire = this.wire
    if (!wire || wire.cut) return
    wire.close()
    wire.onclose?.()
  }
}
