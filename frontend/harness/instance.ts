import { noAttributes } from '../core/attributes.ts'
import { type Delta, map, mapPosition } from '../core/delta.ts'
import { type Page, type Step, runsOf } from '../core/page.ts'
import { formatDelta, parseDelta, parsePatch } from '../core/wire.ts'

export interface InstanceOptions {
  /** Decides ties between concurrent steps, in [0, 1); the real engine decides them in its own way. */
  random(): number
  /** Whether a step is refused, as one that the instance finds wrong. */
  refuses?(step: Step): boolean
  /** Why nothing can be stored now. */
  full?(): string | undefined
  /** What the merge does to a step beside mapping it; the real engine lets marks grow, for one. */
  merge?(step: Step): Step
}

interface Entry {
  readonly step: Step
  readonly session: string
  readonly number: number
}

/** Somebody who has the page open: how to reach them, and who they are. */
interface Peer {
  readonly send: (message: object) => void
  readonly session: string
  readonly id: string
  caret?: { version: number; anchor: number; head: number } | undefined
}

const colors = ['#c2410c', '#0f766e', '#7c3aed', '#be185d', '#1d4ed8']

/** A little instance in memory: it puts steps in an order, maps them over what came before, and tells everybody. */
export class MemoryInstance {
  page: Page
  title = ''
  readonly #options: InstanceOptions
  readonly #log: Entry[] = []
  readonly #lastStep = new Map<string, number>()
  readonly #peers = new Map<(message: object) => void, Peer>()
  /** Versions before this one are not known any more, as after a start of the instance. */
  #oldest = 0
  #ids = 0
  /** How many steps had to be mapped over others, so that a test can tell that something was tested. */
  concurrent = 0

  constructor(page: Page, options: InstanceOptions) {
    this.page = page
    this.#options = options
  }

  forgetHistory(): void {
    this.#oldest = this.#log.length
  }

  disconnect(send: (message: object) => void): void {
    this.#peers.delete(send)
    this.#tellCarets(() => true)
  }

  receive(message: Record<string, unknown>, send: (message: object) => void): void {
    const page = message.page
    switch (message.t) {
      case 'ping':
        return send({ t: 'pong' })
      case 'open':
        return this.#open(message, send)
      case 'close':
        return this.disconnect(send)
      case 'title':
        this.title = String(message.title)
        for (const peer of this.#peers.values()) peer.send({ t: 'title', page, title: this.title })
        return
      case 'caret': {
        const peer = this.#peers.get(send)
        if (!peer) return
        const { base, anchor, head } = message as { base: string; anchor: number; head: number }
        peer.caret = message.none ? undefined : { version: Number(base), anchor, head }
        return this.#tellCarets(other => other !== peer)
      }
      case 'step':
        return this.#step(message, send)
    }
  }

  #open(message: Record<string, unknown>, send: (message: object) => void): void {
    const session = String(message.session)
    const page = message.page
    this.#peers.set(send, { send, session, id: `peer-${++this.#ids}` })
    const since = message.since === undefined ? -1 : Number(message.since)
    if (since < this.#oldest) send(this.#pageMessage(page, session))
    else {
      for (let i = since; i < this.#log.length; i++) send(this.#entryMessage(page, i, session))
      send({ t: 'title', page, title: this.title })
    }
    this.#tellCarets(peer => peer.send === send)
  }

  #step(message: Record<string, unknown>, send: (message: object) => void): void {
    const peer = this.#peers.get(send)
    if (!peer) return
    const page = message.page
    const number = Number(message.step)
    if (number <= (this.#lastStep.get(peer.session) ?? 0)) return
    const base = Number(message.base)
    if (base < this.#oldest) return send({ t: 'refused', page, step: number, reason: 'version', message: 'unknown' })
    const first = message.first === undefined ? undefined : parsePatch(message.first)
    let step: Step = { delta: parseDelta(message.delta), first }
    if (this.#options.refuses?.(step)) {
      return send({ t: 'refused', page, step: number, reason: 'MALFORMED', message: 'This was not taken.' })
    }
    const full = this.#options.full?.()
    if (full !== undefined) return send({ t: 'refused', page, step: number, reason: 'STORE', message: full })
    if (base < this.#log.length) this.concurrent++
    let selection = message.selection as { anchor: number; head: number } | undefined
    for (const entry of this.#log.slice(base)) {
      const order = { textFirst: this.#options.random() < 0.5, wins: this.#options.random() < 0.5 }
      const other = map(entry.step.delta, step.delta, { textFirst: !order.textFirst, wins: !order.wins })
      selection = selection && moved(selection, other)
      step = { delta: map(step.delta, entry.step.delta, order), first }
    }
    step = this.#options.merge?.(step) ?? step
    this.page = this.page.after(step)
    this.#log.push({ step, session: peer.session, number })
    this.#lastStep.set(peer.session, number)
    const version = this.#log.length
    for (const other of this.#peers.values()) other.send(this.#entryMessage(page, version - 1, other.session))
    if (!selection) return
    peer.caret = { version, ...selection }
    this.#tellCarets(other => other !== peer)
  }

  #entryMessage(page: unknown, index: number, session: string): object {
    const { step, session: author, number } = this.#log[index]!
    const change = { page, version: String(index + 1), delta: formatDelta(step.delta), first: step.first }
    if (author === session) return { t: 'confirmed', step: number, ...change }
    return { t: 'patch', ...change, by: { name: author, color: colors[0], self: false } }
  }

  #pageMessage(page: unknown, session: string): object {
    const text = this.page.text.toString()
    const marks: unknown[] = []
    const blocks: unknown[] = []
    for (const { from, to, attributes } of runsOf(this.page.spans, 0, text.length)) {
      if (attributes === noAttributes) continue
      for (let at = from, end; at < to; at = end) {
        end = at + 1
        if (text[at] === '\n') blocks.push([at, attributes])
        else {
          while (end < to && text[end] !== '\n') end++
          marks.push([at, end, attributes])
        }
      }
    }
    const lastStep = this.#lastStep.get(session) ?? 0
    const version = String(this.#log.length)
    return { t: 'page', page, version, title: this.title, text, marks, blocks, first: this.page.first, lastStep }
  }

  /** Tells where the carets are; a tab knows where its own is, so that it does not hear of it. */
  #tellCarets(to: (peer: Peer) => boolean): void {
    const all = [...this.#peers.values()].filter(peer => peer.caret)
    for (const peer of [...this.#peers.values()].filter(to)) {
      const carets = all
        .filter(other => other !== peer)
        .map(other => ({
          id: other.id,
          name: other.session,
          color: colors[Number(other.id.slice(5)) % colors.length],
          ...this.#now(other.caret!),
        }))
      peer.send({ t: 'carets', page: 'page', version: String(this.#log.length), carets })
    }
  }

  #now({ version, anchor, head }: NonNullable<Peer['caret']>): { anchor: number; head: number } {
    return this.#log.slice(version).reduce((at, { step }) => moved(at, step.delta), { anchor, head })
  }
}

const moved = ({ anchor, head }: { anchor: number; head: number }, delta: Delta) => ({
  anchor: mapPosition(delta, anchor, -1),
  head: mapPosition(delta, head, -1),
})
