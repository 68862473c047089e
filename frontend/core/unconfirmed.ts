import type { Delta } from './delta.ts'
import { growth, mapPosition, positionBefore } from './delta.ts'
import { type Page, type Step, noStep } from './page.ts'
import { type Rebased, composeSteps, correction, difference, inverseOfAll, isNoStep, rebase } from './rebase.ts'
import { rebaseOverCorrection } from './rebase.ts'

/** What the tab and the instance agree on. */
export interface Synced {
  readonly page: Page
  readonly version: string
}

export interface InFlight {
  readonly number: number
  /** On the synced page; it changes with every patch that arrives before the confirmation. */
  readonly step: Step
}

/** A delta with more parts than this is closed, so that a key costs the same after a day without a connection. */
const partsPerStep = 64

/**
 * The tab's side of one page: the synced page, then the step in flight, then the steps not yet sent; all of them, one after
 * the other, give what is shown. Functions that take something from the instance return what changes for the shown page.
 */
export class Unconfirmed {
  #synced: Synced
  #inFlight: InFlight | undefined
  #unsent: Step[] = []
  #taken = 0

  constructor(synced: Synced) {
    this.#synced = synced
  }

  get synced(): Synced {
    return this.#synced
  }

  get inFlight(): InFlight | undefined {
    return this.#inFlight
  }

  get clean(): boolean {
    return !this.#inFlight && this.#unsent.length === 0
  }

  /** How many units the shown page has. */
  get length(): number {
    return this.#locals().reduce((length, step) => length + growth(step.delta), this.#synced.page.length)
  }

  /** The page as it is shown. Costs as much as there is unconfirmed. */
  get shown(): Page {
    return this.#locals().reduce((page, step) => page.after(step), this.#synced.page)
  }

  add(step: Step): void {
    if (isNoStep(step)) return
    const last = this.#unsent.at(-1)
    if (last && last.delta.length <= partsPerStep) this.#unsent[this.#unsent.length - 1] = composeSteps(last, step)
    else this.#unsent.push(step)
  }

  /** Puts the next step in flight, if none is and there is one. */
  next(): InFlight | undefined {
    if (this.#inFlight) return undefined
    let step = this.#unsent.shift()
    while (step && isNoStep(step)) step = this.#unsent.shift()
    if (!step) return undefined
    this.#inFlight = { number: ++this.#taken, step }
    return this.#inFlight
  }

  /** Whether the step in flight is all that is unconfirmed. */
  get allInFlight(): boolean {
    return this.#inFlight !== undefined && this.#unsent.length === 0
  }

  /** Somebody else's step. Returns what it is for the shown page and how to take it over, so that it can wait. */
  patched(step: Step, version: string): Arrived {
    const rebased = rebase(this.#locals(), step)
    return this.#arrived(rebased, () => ({ page: this.#synced.page.after(step), version }))
  }

  /** The step in flight as it was merged. */
  confirmed(step: Step, version: string): Arrived {
    const expected = this.#inFlight?.step ?? noStep
    const wrong = correction(this.#synced.page, expected, step)
    const rest = this.#unsent
    const rebased = wrong ? rebaseOverCorrection(rest, wrong) : { locals: [...rest], remote: noStep }
    return {
      shown: rebased.remote,
      take: () => {
        this.#synced = { page: this.#synced.page.after(step), version }
        this.#inFlight = undefined
        this.#unsent = rebased.locals
      },
    }
  }

  /** The whole page, as it stands at the instance, which has taken this tab's steps up to `lastStep`. */
  reset(synced: Synced, lastStep: number): Arrived {
    let known = this.#synced.page
    if (this.#inFlight && lastStep >= this.#inFlight.number) {
      known = known.after(this.#inFlight.step)
      this.#inFlight = undefined
    }
    this.#synced = { page: known, version: synced.version }
    this.#taken = Math.max(this.#taken, lastStep)
    return this.#arrived(rebase(this.#locals(), difference(known, synced.page)), () => synced)
  }

  /** The step in flight was not taken under its number: it becomes the next one again. */
  retry(): void {
    if (this.#inFlight) this.#unsent.unshift(this.#inFlight.step)
    this.#inFlight = undefined
  }

  /** Gives up everything unconfirmed. Returns the change that takes it out of the shown page, and what was given up. */
  abandon(): { shown: Step; steps: Step[] } {
    const steps = this.#locals()
    const shown = inverseOfAll(steps, this.#synced.page)
    this.#inFlight = undefined
    this.#unsent = []
    return { shown, steps }
  }

  /** A position of the shown text in the synced one. */
  toSynced(position: number): number {
    return this.#deltas().reduceRight((at, delta) => positionBefore(delta, at), position)
  }

  /** A position of the synced text in the shown one. */
  toShown(position: number): number {
    const start = Math.min(position, this.#synced.page.length)
    return this.#deltas().reduce((at, delta) => mapPosition(delta, at, -1), start)
  }

  #arrived(rebased: Rebased, synced: () => Synced): Arrived {
    return {
      shown: rebased.remote,
      take: () => {
        this.#synced = synced()
        const locals = rebased.locals
        if (this.#inFlight) this.#inFlight = { number: this.#inFlight.number, step: locals.shift() ?? noStep }
        this.#unsent = locals
      },
    }
  }

  #locals(): Step[] {
    return this.#inFlight ? [this.#inFlight.step, ...this.#unsent] : [...this.#unsent]
  }

  #deltas(): Delta[] {
    return this.#locals().map(step => step.delta)
  }
}

export interface Arrived {
  /** The change for the shown page. */
  readonly shown: Step
  /** Takes it over; nothing local may have happened in between. */
  readonly take: () => void
}
