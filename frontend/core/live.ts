import { type Incoming, parseMessage } from './messages.ts'
import { type Connection, PageSession } from './session.ts'
import { ProtocolError } from './wire.ts'

/** What the connection needs of its surroundings; tests bring their own. */
export interface Surroundings {
  connect(): Socket
  /** A number in [0, 1). */
  random(): number
  /** A name that no other opening of a page has. */
  name(): string
  after(milliseconds: number, run: () => void): () => void
  /** Runs before the tab is drawn next; not at all while it is hidden. */
  frame(run: () => void): void
}

/** The part of a WebSocket that is used. */
export interface Socket {
  onopen: (() => void) | null
  onclose: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  send(text: string): void
  close(): void
}

const firstPause = 250
const longestPause = 3_000
const pingEvery = 15_000
const silenceAllowed = 8_000
const connectingAllowed = 30_000

/** The tab's one connection to the instance. It connects while there are sessions, and again whenever it breaks. */
export class Live implements Connection {
  readonly #around: Surroundings
  readonly #sessions = new Map<string, PageSession>()
  #socket: Socket | undefined
  #online = false
  #failures = 0
  /** Stops the timer under way: the pause before the next attempt, or the next ping, or the wait for its answer. */
  #stopTimer: (() => void) | undefined
  #barriers: (() => void)[] = []

  constructor(around: Surroundings) {
    this.#around = around
  }

  get online(): boolean {
    return this.#online
  }

  /**
   * The session of a page: the one that still has something to deliver, or a new one.
   *
   * @param before a version that the tab knew before it was loaded again
   */
  session(page: string, before?: string): PageSession {
    const known = this.#sessions.get(page)
    if (known) return known
    const session = new PageSession(page, this, this.#around.name(), before)
    this.#sessions.set(page, session)
    if (this.#online) session.opened()
    else this.wake()
    return session
  }

  release(session: PageSession): void {
    if (this.#sessions.get(session.page) === session) this.#sessions.delete(session.page)
  }

  send(message: object): void {
    if (this.#online) this.#socket!.send(JSON.stringify(message))
  }

  barrier(passed: () => void): void {
    this.#barriers.push(passed)
    this.send({ t: 'ping' })
  }

  after(milliseconds: number, run: () => void): void {
    this.#around.after(milliseconds, run)
  }

  frame(run: () => void): void {
    this.#around.frame(run)
  }

  restart(): void {
    this.#failures++
    this.#drop()
  }

  /** Whether nothing would be lost if the tab were closed now. */
  get settled(): boolean {
    return [...this.#sessions.values()].every(session => session.settled)
  }

  /** Connects at once instead of at the end of the pause: something says that it may work now. */
  wake(): void {
    if (this.#online || this.#socket || this.#sessions.size === 0) return
    this.#stopTimer?.()
    this.#connect()
  }

  #connect(): void {
    let socket: Socket
    try {
      socket = this.#around.connect()
    } catch {
      return this.#pause()
    }
    this.#socket = socket
    this.#stopTimer = this.#around.after(connectingAllowed, () => this.#drop())
    socket.onopen = () => {
      if (this.#socket === socket) this.#opened()
    }
    socket.onclose = () => {
      if (this.#socket === socket) this.#drop()
    }
    socket.onmessage = event => {
      if (this.#socket === socket) this.#receive(event.data)
    }
  }

  #opened(): void {
    this.#online = true
    this.#expectSilence()
    for (const session of [...this.#sessions.values()]) session.opened()
  }

  #drop(): void {
    const socket = this.#socket
    this.#socket = undefined
    socket?.close()
    this.#stopTimer?.()
    this.#barriers = []
    const was = this.#online
    this.#online = false
    if (was) for (const session of [...this.#sessions.values()]) session.closed()
    this.#pause()
  }

  #pause(): void {
    const longest = Math.min(longestPause, firstPause * 2 ** Math.min(this.#failures++, 10))
    this.#stopTimer = this.#around.after(longest * (0.5 + this.#around.random() / 2), () => this.wake())
  }

  #receive(data: unknown): void {
    let message: Incoming | undefined
    try {
      message = parseMessage(String(data))
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      for (const session of this.#sessions.values()) session.distrust()
      return this.restart()
    }
    this.#expectSilence()
    if (!message) return
    if (message.t === 'pong') return this.#barriers.shift()?.()
    if (message.t === 'page' || message.t === 'patch' || message.t === 'confirmed') this.#failures = 0
    this.#sessions.get(message.id)?.receive(message)
  }

  /** After a silence it asks whether anybody is there, and after another one it takes the connection for broken. */
  #expectSilence(): void {
    this.#stopTimer?.()
    this.#stopTimer = this.#around.after(pingEvery, () => {
      this.barrier(() => {})
      this.#stopTimer = this.#around.after(silenceAllowed, () => this.#drop())
    })
  }
}

const connections = new Map<string, Live>()

/** The connection of this tab to the WebSocket at `path`. */
export function liveAt(path: string): Live {
  const address = new URL(path, document.baseURI)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  const known = connections.get(address.href)
  if (known) return known
  const live = new Live({
    connect: () => new WebSocket(address) as Socket,
    random: Math.random,
    name: () => crypto.randomUUID(),
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
    frame: run => void requestAnimationFrame(run),
  })
  addEventListener('online', () => live.wake())
  document.addEventListener('visibilitychange', () => live.wake())
  // The browser keeps nothing of a tab that is closed.
  addEventListener('beforeunload', event => {
    if (!live.settled) event.preventDefault()
  })
  connections.set(address.href, live)
  return live
}
