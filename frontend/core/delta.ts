import {
  type Attributes,
  type Patch,
  composedPatch,
  isEmpty,
  noAttributes,
  patchBeside,
  patched,
  sameAttributes,
} from './attributes.ts'

/** Keeps units, setting attributes where a patch is given. */
export interface Keep {
  readonly keep: number
  readonly set?: Patch | undefined
}
/** Inserts text; every character of it carries exactly these attributes. */
export interface Insert {
  readonly insert: string
  readonly attributes: Attributes
}
/** Removes units. */
export interface Remove {
  readonly remove: number
}
export type Part = Keep | Insert | Remove

/**
 * A change of a text with attributes, from its beginning; what follows the last part is kept. Lengths are UTF-16 code
 * units. In normal form, which every function here returns: no empty parts, neighbours of one kind are joined, an
 * insertion stands before a removal at the same place, and there is no plain keep at the end.
 */
export type Delta = readonly Part[]

export const noChange: Delta = Object.freeze([])

export const isKeep = (part: Part): part is Keep => 'keep' in part
export const isInsert = (part: Part): part is Insert => 'insert' in part
export const isRemove = (part: Part): part is Remove => 'remove' in part

export function partLength(part: Part): number {
  return isKeep(part) ? part.keep : isInsert(part) ? part.insert.length : part.remove
}

/** Collects parts into the normal form. */
export class DeltaBuilder {
  #parts: Part[] = []

  keep(count: number, set?: Patch): this {
    if (count <= 0) return this
    const patch = set && !isEmpty(set) ? set : undefined
    const last = this.#parts.at(-1)
    if (last && isKeep(last) && (last.set === patch || (last.set && patch && sameAttributes(last.set, patch))))
      this.#parts[this.#parts.length - 1] = { ...last, keep: last.keep + count }
    else this.#parts.push(patch ? { keep: count, set: patch } : { keep: count })
    return this
  }

  insert(text: string, attributes: Attributes = noAttributes): this {
    if (text === '') return this
    let at = this.#parts.length
    const removed = this.#parts[at - 1]
    if (removed && isRemove(removed)) at--
    const last = this.#parts[at - 1]
    if (last && isInsert(last) && sameAttributes(last.attributes, attributes))
      this.#parts[at - 1] = { insert: last.insert + text, attributes: last.attributes }
    else this.#parts.splice(at, 0, { insert: text, attributes })
    return this
  }

  remove(count: number): this {
    if (count <= 0) return this
    const last = this.#parts.at(-1)
    if (last && isRemove(last)) this.#parts[this.#parts.length - 1] = { remove: last.remove + count }
    else this.#parts.push({ remove: count })
    return this
  }

  add(part: Part): this {
    if (isKeep(part)) return this.keep(part.keep, part.set)
    return isInsert(part) ? this.insert(part.insert, part.attributes) : this.remove(part.remove)
  }

  done(): Delta {
    const last = this.#parts.at(-1)
    if (last && isKeep(last) && !last.set) this.#parts.pop()
    return this.#parts
  }
}

/** Walks a delta in pieces of any length; past its end everything is kept. */
class Walker {
  readonly #delta: Delta
  #index = 0
  #offset = 0

  constructor(delta: Delta) {
    this.#delta = delta
  }

  get ended(): boolean {
    return this.#index >= this.#delta.length
  }

  get part(): Part | undefined {
    return this.#delta[this.#index]
  }

  /** How much of the current part is left. */
  get left(): number {
    const part = this.part
    return part ? partLength(part) - this.#offset : Infinity
  }

  /** The next `count` units of the current part, `count` being at most `left`. */
  take(count: number): Part {
    const part = this.part
    if (!part) return { keep: count }
    const from = this.#offset
    this.#offset += count
    if (this.#offset >= partLength(part)) {
      this.#index++
      this.#offset = 0
    }
    if (isInsert(part)) return { insert: part.insert.slice(from, from + count), attributes: part.attributes }
    return isKeep(part) ? { keep: count, set: part.set } : { remove: count }
  }
}

/** The change that does `first`, then `second`. */
export function compose(first: Delta, second: Delta): Delta {
  if (first.length === 0) return second
  if (second.length === 0) return first
  const a = new Walker(first)
  const b = new Walker(second)
  const result = new DeltaBuilder()
  while (!a.ended || !b.ended) {
    if (b.part && isInsert(b.part)) {
      result.add(b.take(b.left))
      continue
    }
    if (a.part && isRemove(a.part)) {
      result.add(a.take(a.left))
      continue
    }
    const count = Math.min(a.left, b.left)
    const made = a.take(count)
    const then = b.take(count)
    if (isKeep(made)) {
      if (isKeep(then)) result.keep(count, composedPatch(made.set, then.set))
      else result.remove(count)
    } else if (isInsert(made) && isKeep(then)) {
      result.insert(made.insert, then.set ? patched(made.attributes, then.set) : made.attributes)
    }
  }
  return result.done()
}

export interface Order {
  /** At the same place the text of the mapped change comes before that of the other one. */
  readonly textFirst: boolean
  /** Where both set the same attribute of the same character, the mapped change's value stands in the end. */
  readonly wins: boolean
}

/** What `delta` becomes when `over`, made on the same text, has been done before it. */
export function map(delta: Delta, over: Delta, order: Order): Delta {
  if (delta.length === 0 || over.length === 0) return delta
  const a = new Walker(delta)
  const b = new Walker(over)
  const result = new DeltaBuilder()
  while (!a.ended) {
    const inserts = a.part !== undefined && isInsert(a.part)
    if (b.part && isInsert(b.part) && !(inserts && order.textFirst)) {
      result.keep(b.left)
      b.take(b.left)
      continue
    }
    if (inserts) {
      result.add(a.take(a.left))
      continue
    }
    const count = Math.min(a.left, b.left)
    const mine = a.take(count)
    const other = b.take(count)
    if (isRemove(other)) continue
    if (isRemove(mine)) result.remove(count)
    else if (isKeep(mine) && isKeep(other)) result.keep(count, order.wins ? mine.set : patchBeside(mine.set, other.set))
  }
  return result.done()
}

/** Where a position goes; at an insertion it stays before (`side` -1) or goes behind it (1). */
export function mapPosition(delta: Delta, position: number, side: -1 | 1): number {
  let from = 0
  let to = 0
  for (const part of delta) {
    if (isInsert(part)) {
      if (from === position && side < 0) return to
      to += part.insert.length
    } else if (isKeep(part)) {
      if (position < from + part.keep) break
      from += part.keep
      to += part.keep
    } else {
      if (position < from + part.remove) return to
      from += part.remove
    }
  }
  return to + position - from
}

/** Whether something is put in at a position, or the unit before it is taken out. */
export function touches(delta: Delta, position: number): boolean {
  let from = 0
  for (const part of delta) {
    if (from > position) return false
    if (isInsert(part)) {
      if (from === position) return true
    } else if (isKeep(part)) from += part.keep
    else {
      if (from < position && position <= from + part.remove) return true
      from += part.remove
    }
  }
  return false
}

/** Where a position of the changed text was before; inside inserted text, where that was inserted. */
export function positionBefore(delta: Delta, position: number): number {
  let from = 0
  let to = 0
  for (const part of delta) {
    if (isInsert(part)) {
      if (position < to + part.insert.length) return from
      to += part.insert.length
    } else if (isKeep(part)) {
      if (position <= to + part.keep) return from + position - to
      from += part.keep
      to += part.keep
    } else from += part.remove
  }
  return from + position - to
}

export function sameDelta(a: Delta, b: Delta): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  return a.every((part, i) => {
    const other = b[i]!
    if (isKeep(part))
      return isKeep(other) && part.keep === other.keep && sameAttributes(part.set ?? noAttributes, other.set ?? {})
    if (isInsert(part))
      return isInsert(other) && part.insert === other.insert && sameAttributes(part.attributes, other.attributes)
    return isRemove(other) && part.remove === other.remove
  })
}

/** How long the text must be at least for the change to fit. */
export function lengthBefore(delta: Delta): number {
  let length = 0
  for (const part of delta) if (!isInsert(part)) length += partLength(part)
  return length
}

/** By how much the change makes the text longer. */
export function growth(delta: Delta): number {
  let length = 0
  for (const part of delta) {
    if (isInsert(part)) length += part.insert.length
    else if (isRemove(part)) length -= part.remove
  }
  return length
}

/** The text that the change inserts, in order. */
export function insertedText(delta: Delta): string {
  return delta.map(part => (isInsert(part) ? part.insert : '')).join('')
}
