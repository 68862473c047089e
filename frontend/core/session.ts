import type { Aside } from './aside.ts'
import { type Delta, insertedText, mapPosition, touches } from './delta.ts'
import type { Caret, Incoming, PageMessage } from './messages.ts'
import type { Page, Step } from './page.ts'
import { isNoStep } from './rebase.ts'
import { type Arrived, type InFlight, Unconfirmed } from './unconfirmed.ts'
import { ProtocolError, formatDelta } from './wire.ts'

/** `saved` means: everything written here is confirmed as stored; `stuck`: the instance cannot store it now. */
export type SaveState = 'loading' | 'saved' | 'saving' | 'stuck' | 'offline' | 'gone'

/** What shows a page. Changes come in order, each for the page as it is shown at that moment. */
export interface PageView {
  /** The page for the first time; `missed` is what has changed since the version that was asked about, if that is known. */
  showPage(page: Page, title: string, missed?: Step): void
  /** Somebody else's change. */
  showChange(step: Step): void
  /** Whether a change must wait, because it would break a composition; `release` is called when it may come. */
  holds(step: Step): boolean
  /** What stands beside the text. */
  showAside(aside: Aside): void
  showCarets(carets: readonly Caret[]): void
  showTitle(title: string): void
  showReadOnly(readOnly: boolean): void
  showState(state: SaveState): void
  /** The instance did not take some text; it is no longer shown. */
  showLost(text: string, reason: string): void
  /** What is written cannot be stored now, and why; undefined when it can be again. */
  showStuck(reason: string | undefined): void
}

/** The way to the instance, shared by all pages of the tab. */
export interface Connection {
  readonly online: boolean
  send(message: object): void
  /** Calls back once the instance has certainly read everything sent so far; never, if the connection breaks first. */
  barrier(passed: () => void): void
  after(milliseconds: number, run: () => void): void
  /** Before what is shown is drawn next; in a hidden tab that may be hours from now. */
  frame(run: () => void): void
  /** Closes and connects again, after a message that made no sense. */
  restart(): void
  /** Forgets a session that has nothing left to do. */
  release(session: PageSession): void
}

const titlePause = 3_000

/** After which a step is tried again that the instance had no room for. */
const storePause = 2_000

/** The instance keeps a title without spaces around it. */
const sameTitle = (a: string, b: string) => a.trim() === b.trim()

/** Where the caret is, and the other end of what is selected. */
export interface Selection {
  readonly anchor: number
  readonly head: number
}

const sameSelection = (a: Selection | 'none', b: Selection | 'none') =>
  a === b || (a !== 'none' && b !== 'none' && a.anchor === b.anchor && a.head === b.head)

/**
 * Where the instance has a caret after a change. It keeps a caret behind the character before it; where that one goes, or
 * where something comes in at the very place, the editor and the instance may each see it in their own way: undefined.
 */
function movedSurely({ anchor, head }: Selection, delta: Delta): Selection | undefined {
  if (touches(delta, anchor) || touches(delta, head)) return undefined
  return { anchor: mapPosition(delta, anchor, -1), head: mapPosition(delta, head, -1) }
}

/**
 * One page of one tab: keeps what is shown and what the instance has in step. One step is in flight at a time; a session
 * lives on without a view until everything is confirmed.
 */
export class PageSession {
  readonly page: string
  readonly #connection: Connection
  /** Names this opening of the page, so that a step that is sent twice is taken once. */
  readonly #id: string
  readonly #before: string | undefined
  #view: PageView | undefined
  #local: Unconfirmed | undefined
  #title = ''
  /** The title as written here, until the instance has certainly got it. */
  #ownTitle: string | undefined
  #storedTitle = ''
  #titleUnderWay = false
  #readOnly = false
  #gone = false
  /** Messages in their order that wait for the end of a composition. */
  #held: PageMessage[] = []
  /** Ask for the whole page at the next connection; until it is here nothing else counts. */
  #awaitsPage = true
  /** The step in flight was sent before the instance had said whether it still knows the version that it is based on. */
  #uncertain = false
  /** The instance has said something about this page on this connection. */
  #answered = false
  /** The newest of each kind. */
  readonly #asides = new Map<Aside['t'], Aside>()
  #selection: Selection | undefined
  /** Where the instance has the caret, as positions of the shown text; undefined where that is not certain. */
  #told: Selection | 'none' | undefined = 'none'
  /** The carets of the others, in the synced text. */
  #others: readonly Caret[] = []
  /** They are shown at the next frame. */
  #awaitsFrame = false
  /** Why the instance cannot store what is written here. */
  #stuck: string | undefined
  /** Until the next try. */
  #paused = false

  /** @param before a version that the tab knew before it was loaded again */
  constructor(page: string, connection: Connection, id: string, before?: string) {
    this.page = page
    this.#connection = connection
    this.#id = id
    this.#before = before
  }

  /** The version that is shown; undefined while something that is written here is not in it yet. */
  get version(): string | undefined {
    return this.#local?.clean && !this.#awaitsPage ? this.#local.synced.version : undefined
  }

  get state(): SaveState {
    if (this.#gone) return 'gone'
    if (!this.#local) return this.#connection.online ? 'loading' : 'offline'
    if (!this.#connection.online) return 'offline'
    if (this.#stuck !== undefined) return 'stuck'
    return this.#local.clean && this.#ownTitle === undefined ? 'saved' : 'saving'
  }

  /** Whether nothing would be lost if this session were dropped. */
  get settled(): boolean {
    return this.#gone || !this.#local || (this.#local.clean && this.#ownTitle === undefined)
  }

  /** A page has one view at a time; the one before stays as it is and can no longer be written in. */
  attach(view: PageView): void {
    if (this.#view !== view) this.#view?.showReadOnly(true)
    this.#view = view
    if (this.#local) {
      view.showPage(this.#local.shown, this.#ownTitle ?? this.#title)
      view.showReadOnly(this.#readOnly)
      this.#showOthers(this.#others)
    }
    for (const aside of this.#asides.values()) view.showAside(aside)
    view.showStuck(this.#stuck)
    view.showState(this.state)
  }

  detach(view: PageView): void {
    if (this.#view !== view) return
    this.release()
    this.#view = undefined
    this.#selection = undefined
    this.#close()
  }

  /** Something was written in the view, which shows it already, with the selection that it left there. */
  write(view: PageView, step: Step, selection: Selection | undefined): void {
    if (view !== this.#view) return
    this.#local?.add(step)
    if (step.head?.title) {
      // It is newer than what was written in the title before, and goes with the step.
      this.#title = step.head.title.to
      this.#ownTitle = undefined
    }
    this.#selection = selection
    this.#told = undefined
    this.#go()
    this.#view?.showState(this.state)
  }

  writeTitle(title: string): void {
    this.#ownTitle = title
    this.#title = title
    this.#sendTitle()
    this.#view?.showState(this.state)
  }

  /** Where the caret is in the shown text; undefined when it is not in the page. */
  select(selection: Selection | undefined): void {
    this.#selection = selection
    this.#tellSelection()
  }

  /** Asks the instance for something beside the text; false while it cannot be reached. */
  ask(message: object): boolean {
    if (!this.#connection.online || this.#gone) return false
    this.#connection.send({ ...message, page: this.page })
    return true
  }

  /** The composition is over: what waited for it comes now. */
  release(): void {
    const held = this.#held
    this.#held = []
    for (const message of held) this.receive(message)
  }

  opened(): void {
    const number = this.#local?.inFlight?.number
    this.#uncertain = false
    this.#answered = false
    this.#titleUnderWay = false
    const since = this.#awaitsPage ? undefined : this.#local?.synced.version
    const before = this.#local ? undefined : this.#before
    this.#connection.send({ t: 'open', page: this.page, session: this.#id, since, lastStep: number, before })
    this.#told = 'none'
    if (since !== undefined) {
      const again = this.#local?.inFlight
      if (again) this.#send(again)
      else this.#go()
      this.#tellSelection()
    }
    this.#sendTitle()
    this.#view?.showState(this.state)
  }

  closed(): void {
    // What waits was sent by a connection that is gone: it comes again, from the synced version on.
    this.#held = []
    this.#showOthers([])
    this.#view?.showState(this.state)
  }

  /** A message could not be read: the next connection asks for the whole page. */
  distrust(): void {
    this.#awaitsPage = true
  }

  /** Takes a message of the instance. One that does not fit leads to a new connection and the whole page. */
  receive(message: PageMessage): void {
    try {
      this.#receive(message)
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.#awaitsPage = true
      this.#connection.restart()
    }
    this.#view?.showState(this.state)
    this.#close()
  }

  #receive(message: PageMessage): void {
    this.#answered = true
    if (this.#held.length) {
      this.#held.push(message)
      return
    }
    switch (message.t) {
      case 'page':
        return this.#page(message)
      case 'patch':
      case 'confirmed':
        if (!this.#awaitsPage) this.#step(message)
        return
      case 'title':
        return this.#titled(message.title)
      case 'carets':
        return this.#awaitsPage ? undefined : this.#showOthers(message.carets)
      case 'refused':
        return this.#refused(message)
      case 'backlinks':
      case 'comments':
      case 'look':
      case 'people':
        this.#asides.set(message.t, message)
        return this.#view?.showAside(message)
      case 'gone':
        this.#gone = true
        return this.#view?.showReadOnly(true)
    }
  }

  #page(message: Incoming & { t: 'page' }): void {
    const synced = { page: message.page, version: message.version }
    if (this.#local) {
      const flew = this.#local.inFlight
      const arrived = this.#local.reset(synced, message.lastStep)
      if (flew && !this.#local.inFlight) this.#unstick()
      arrived.take()
      this.#show(arrived.shown)
      // They are told after the page; where they were in another version is not known.
      this.#showOthers([])
    } else {
      this.#local = new Unconfirmed(synced)
      this.#view?.showPage(message.page, this.#ownTitle ?? message.title, message.missed)
    }
    this.#awaitsPage = false
    this.#readOnly = message.readOnly
    this.#view?.showReadOnly(message.readOnly)
    this.#titled(message.title)
    const again = this.#local.inFlight
    // What was told before this message may have been for a version that the instance does not know.
    this.#told = undefined
    if (!again) this.#go()
    else if (!this.#uncertain) this.#send(again)
    this.#tellSelection()
  }

  #step(message: Incoming & { t: 'patch' | 'confirmed' }): void {
    const local = this.#local!
    let arrived: Arrived
    if (message.t === 'patch') arrived = local.patched(message.step, message.version)
    else {
      const flying = local.inFlight?.number
      if (flying === undefined || message.number < flying) return
      if (message.number > flying) throw new ProtocolError(`step ${message.number} confirmed, ${flying} is in flight`)
      arrived = local.confirmed(message.step, message.version)
    }
    if (this.#view?.holds(arrived.shown)) {
      this.#held.push(message)
      return
    }
    arrived.take()
    this.#show(arrived.shown)
    this.#moveOthers(message.step.delta, arrived.shown)
    if (message.t === 'patch') return
    this.#uncertain = false
    this.#unstick()
    this.#go()
    this.#tellSelection()
  }

  /**
   * To show carets costs the editor a transaction, and twenty people tell of theirs oftener than the screen is drawn. Where
   * they are in the shown text is asked only then: until the frame the view moves what it shows with the text.
   */
  #showOthers(carets: readonly Caret[]): void {
    if (!this.#local) return
    this.#others = carets
    if (this.#awaitsFrame) return
    this.#awaitsFrame = true
    this.#connection.frame(() => {
      this.#awaitsFrame = false
      const local = this.#local!
      this.#view?.showCarets(
        this.#others.map(caret => ({ ...caret, anchor: local.toShown(caret.anchor), head: local.toShown(caret.head) })),
      )
    })
  }

  /**
   * The carets of the others go along with what became of the synced text. The shown text alone does not say it: where a
   * merge turned out otherwise, others' text is taken out there and put in elsewhere, and a caret in it would stay behind.
   */
  #moveOthers(synced: Delta, shown: Step): void {
    if (this.#others.length === 0) return
    this.#others = this.#others.map(caret => ({
      ...caret,
      anchor: mapPosition(synced, caret.anchor, -1),
      head: mapPosition(synced, caret.head, -1),
    }))
    if (!isNoStep(shown)) this.#showOthers(this.#others)
  }

  #refused(message: Incoming & { t: 'refused' }): void {
    const local = this.#local
    if (!local?.inFlight || local.inFlight.number !== message.number || this.#awaitsPage) return
    if (this.#uncertain) {
      this.#uncertain = false
      local.retry()
      this.#go()
      this.#tellSelection()
      return
    }
    if (message.reason === 'STORE') return this.#wait(message.message)
    this.#unstick()
    const { shown, steps } = local.abandon()
    this.#told = undefined
    this.#show(shown)
    this.#awaitsPage = true
    this.#connection.send({ t: 'open', page: this.page, session: this.#id })
    this.#view?.showLost(steps.map(step => insertedText(step.delta)).join(''), message.message || message.reason)
  }

  /**
   * The instance has no room, or its disk refuses: what was written is kept here and tried again. One can go on writing, as
   * while the instance cannot be reached; keys that do nothing would be lost for certain.
   */
  #wait(reason: string): void {
    this.#local!.retry()
    this.#stuck = reason
    this.#view?.showStuck(reason)
    this.#paused = true
    this.#connection.after(storePause, () => {
      this.#paused = false
      this.#go()
      this.#tellSelection()
    })
  }

  /** The instance has taken what it had no room for, or will never take it. */
  #unstick(): void {
    if (this.#stuck === undefined) return
    this.#stuck = undefined
    this.#view?.showStuck(undefined)
  }

  #show(step: Step): void {
    if (isNoStep(step)) return
    if (this.#told && this.#told !== 'none') this.#told = movedSurely(this.#told, step.delta)
    this.#view?.showChange(step)
  }

  #go(): void {
    if (!this.#connection.online || this.#awaitsPage || this.#gone || this.#paused) return
    const next = this.#local?.next()
    if (next) this.#send(next)
  }

  #send({ number, step }: InFlight): void {
    const local = this.#local!
    this.#uncertain = !this.#answered
    const selection = local.allInFlight && this.#selection
    // A step that was taken already loses what it says of the caret.
    this.#told = (!this.#uncertain && selection) || undefined
    this.#connection.send({
      t: 'step',
      page: this.page,
      step: number,
      base: local.synced.version,
      delta: formatDelta(step.delta),
      first: step.first,
      head: step.head,
      selection: selection || undefined,
    })
  }

  #sendTitle(): void {
    const title = this.#ownTitle
    if (title === undefined || this.#titleUnderWay || !this.#connection.online) return
    this.#titleUnderWay = true
    this.#connection.send({ t: 'title', page: this.page, title })
    this.#connection.barrier(() => {
      this.#titleUnderWay = false
      if (this.#ownTitle !== title) this.#sendTitle()
      else if (sameTitle(title, this.#storedTitle)) this.#titleSettled()
      // Beside somebody else's title the own one may never be told.
      else this.#connection.after(titlePause, () => this.#ownTitle === title && this.#titleSettled())
    })
  }

  /** The instance tells the title that it has stored. */
  #titled(title: string): void {
    this.#storedTitle = title
    if (this.#ownTitle === undefined) {
      this.#title = title
      this.#view?.showTitle(title)
    } else if (!this.#titleUnderWay && sameTitle(title, this.#ownTitle)) this.#titleSettled()
  }

  #titleSettled(): void {
    this.#ownTitle = undefined
    this.#view?.showState(this.state)
    this.#close()
  }

  /** Tells where the caret is, unless a step is on its way, which says it too, or has moved it since. */
  #tellSelection(): void {
    const local = this.#local
    if (!local?.clean || !this.#connection.online || this.#awaitsPage) return
    const selection = this.#selection
    const now = selection ?? 'none'
    if (this.#told && sameSelection(now, this.#told)) return
    this.#told = now
    const where = selection ? { base: local.synced.version, ...selection } : { none: true }
    this.#connection.send({ t: 'caret', page: this.page, ...where })
  }

  #close(): void {
    if (this.#view || !this.settled) return
    if (this.#connection.online) this.#connection.send({ t: 'close', page: this.page })
    this.#connection.release(this)
  }
}
