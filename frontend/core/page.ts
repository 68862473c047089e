import { ChangeSet, type Range, RangeSet, RangeSetBuilder, RangeValue, Text } from '@codemirror/state'
import {
  type Attributes,
  type Patch,
  isEmpty,
  noAttributes,
  patchBetween,
  patched,
  sameAttributes,
} from './attributes.ts'
import { type Delta, DeltaBuilder, isInsert, isRemove, lengthBefore, noChange } from './delta.ts'
import { type HeadPatch, inverseHead } from './head.ts'
import { ProtocolError } from './wire.ts'

/** The attributes of a stretch of characters, as a value of CodeMirror's persistent range set. */
export class Span extends RangeValue {
  readonly attributes: Attributes

  constructor(attributes: Attributes) {
    super()
    this.attributes = attributes
    this.startSide = 1
    this.endSide = -1
  }

  override eq(other: RangeValue): boolean {
    return other instanceof Span && sameAttributes(this.attributes, other.attributes)
  }
}

export interface Run {
  readonly from: number
  readonly to: number
  readonly attributes: Attributes
}

/**
 * A page as it is written: its text, the attributes of its characters (sorted, disjoint spans, plain text has none; the
 * break that opens a line carries the attributes of its block) and those of the first block, whose break is implied.
 * A value: changes give a new one, which shares what they did not touch.
 */
export class Page {
  static readonly empty = new Page(Text.empty, RangeSet.empty, noAttributes)

  readonly text: Text
  readonly spans: RangeSet<Span>
  readonly first: Attributes

  constructor(text: Text, spans: RangeSet<Span>, first: Attributes) {
    this.text = text
    this.spans = spans
    this.first = first
  }

  get length(): number {
    return this.text.length
  }

  /** The stretches of [from, to) in order, plain ones included. */
  runs(from: number, to: number): Run[] {
    return runsOf(this.spans, from, to)
  }

  /** What the character at `position` carries. */
  at(position: number): Attributes {
    let found = noAttributes
    this.spans.between(position, position + 1, (from, to, span) => {
      if (from > position || to <= position) return
      found = span.attributes
      return false
    })
    return found
  }

  /** The attributes of the block whose line begins at `lineStart`. */
  block(lineStart: number): Attributes {
    return lineStart === 0 ? this.first : this.at(lineStart - 1)
  }

  /** @throws ProtocolError where the change does not fit the text */
  after(step: Step): Page {
    const { delta } = step
    const first = step.first ? patched(this.first, step.first) : this.first
    if (delta.length === 0) return first === this.first ? this : new Page(this.text, this.spans, first)
    const changes = toChanges(delta, this.length)
    return this.changed(step, changes, changes.apply(this.text))
  }

  /** The same where the step's change of the bare text and its result are known already. */
  changed(step: Step, changes: ChangeSet, text: Text): Page {
    const first = step.first ? patched(this.first, step.first) : this.first
    return new Page(text, mapSpans(this.spans, step.delta, changes), first)
  }

  /** The change that inserts [from, to) of this page. */
  slice(from: number, to: number): Delta {
    const result = new DeltaBuilder()
    for (const run of this.runs(from, to)) result.insert(this.text.sliceString(run.from, run.to), run.attributes)
    return result.done()
  }
}

/** A change of a page: of the text with its attributes, of the first block's attributes, and of what stands above. */
export interface Step {
  readonly delta: Delta
  readonly first?: Patch | undefined
  readonly head?: HeadPatch | undefined
}

export const noStep: Step = Object.freeze({ delta: noChange })

/** @throws ProtocolError where the change reaches beyond the text */
export function toChanges(delta: Delta, length: number): ChangeSet {
  if (lengthBefore(delta) > length)
    throw new ProtocolError(`a change of ${lengthBefore(delta)} units, text of ${length}`)
  const changes: { from: number; to: number; insert: Text }[] = []
  let position = 0
  let inserted = ''
  const flush = (to: number) => {
    if (inserted || to > position) changes.push({ from: position, to, insert: Text.of(inserted.split('\n')) })
    position = to
    inserted = ''
  }
  for (const part of delta) {
    if (isInsert(part)) inserted += part.insert
    else if (isRemove(part)) flush(position + part.remove)
    else {
      flush(position)
      position += part.keep
    }
  }
  flush(position)
  return ChangeSet.of(changes, length)
}

interface Region {
  readonly from: number
  to: number
}

/** The spans after a change: what it touches is built anew, everything else is shared or moved. */
function mapSpans(spans: RangeSet<Span>, delta: Delta, changes: ChangeSet): RangeSet<Span> {
  const regions: Region[] = []
  const added: Run[] = []
  let old = 0
  let now = 0
  const touch = (length: number) => {
    const last = regions.at(-1)
    if (last && last.to === now) last.to += length
    else regions.push({ from: now, to: now + length })
  }
  for (const part of delta) {
    if (isInsert(part)) {
      touch(part.insert.length)
      added.push({ from: now, to: now + part.insert.length, attributes: part.attributes })
      now += part.insert.length
    } else if (isRemove(part)) old += part.remove
    else {
      if (part.set) {
        touch(part.keep)
        for (const run of runsOf(spans, old, old + part.keep)) {
          const attributes = patched(run.attributes, part.set)
          added.push({ from: run.from - old + now, to: run.to - old + now, attributes })
        }
      }
      old += part.keep
      now += part.keep
    }
  }
  return replaced(spans.map(changes), regions, added)
}

/** Replaces what the regions hold by the runs, joining equal neighbours. Regions are sorted and do not touch. */
function replaced(spans: RangeSet<Span>, regions: readonly Region[], runs: readonly Run[]): RangeSet<Span> {
  if (regions.length === 0) return spans
  const filterFrom = regions[0]!.from
  const filterTo = regions.at(-1)!.to
  const all = runs.filter(run => !isEmpty(run.attributes))
  let touched = all.length > 0
  spans.between(filterFrom, filterTo, (from, to, { attributes }) => {
    let index = firstRegion(regions, from)
    if (index === regions.length || regions[index]!.from > to) return
    touched = true
    for (let start = from; start < to; index++) {
      const region = regions[index]
      const end = Math.min(to, region ? region.from : to)
      if (end > start) all.push({ from: start, to: end, attributes })
      start = region ? Math.max(start, region.to) : to
    }
  })
  if (!touched) return spans
  const filter = (from: number, to: number) => {
    const region = regions[firstRegion(regions, from)]
    return !region || region.from > to
  }
  return spans.update({ filterFrom, filterTo, filter, add: joined(all) })
}

/** The first region that does not end before `position`. */
function firstRegion(regions: readonly Region[], position: number): number {
  let low = 0
  let high = regions.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (regions[middle]!.to < position) low = middle + 1
    else high = middle
  }
  return low
}

function joined(runs: Run[]): Range<Span>[] {
  runs.sort((a, b) => a.from - b.from)
  const result: Range<Span>[] = []
  for (let i = 0; i < runs.length;) {
    const { from, attributes } = runs[i]!
    let to = runs[i]!.to
    for (i++; i < runs.length && runs[i]!.from === to && sameAttributes(runs[i]!.attributes, attributes); i++)
      to = runs[i]!.to
    result.push(new Span(attributes).range(from, to))
  }
  return result
}

export function runsOf(spans: RangeSet<Span>, from: number, to: number): Run[] {
  const runs: Run[] = []
  let position = from
  spans.between(from, to, (a, b, span) => {
    const start = Math.max(a, from)
    const end = Math.min(b, to)
    if (end <= start) return
    if (start > position) runs.push({ from: position, to: start, attributes: noAttributes })
    runs.push({ from: start, to: end, attributes: span.attributes })
    position = end
  })
  if (position < to) runs.push({ from: position, to, attributes: noAttributes })
  return runs
}

/** A page from text and spans as the instance sends them. */
export function pageOf(text: string, spans: readonly Run[], first: Attributes): Page {
  const builder = new RangeSetBuilder<Span>()
  let position = 0
  for (const { from, to, attributes } of spans) {
    if (!(from >= position && to > from && to <= text.length)) throw new ProtocolError(`a span out of place: ${from}`)
    builder.add(from, to, new Span(attributes))
    position = to
  }
  return new Page(Text.of(text.split('\n')), builder.finish(), first)
}

/** The change that takes `step` back, made on `page`, to which it was applied. */
export function inverse(step: Step, page: Page): Step {
  const result = new DeltaBuilder()
  let position = 0
  for (const part of step.delta) {
    if (isInsert(part)) result.remove(part.insert.length)
    else if (isRemove(part)) {
      for (const removed of page.slice(position, position + part.remove)) result.add(removed)
      position += part.remove
    } else {
      for (const run of part.set ? page.runs(position, position + part.keep) : []) {
        result.keep(run.to - run.from, patchBetween(patched(run.attributes, part.set!), run.attributes))
      }
      if (!part.set) result.keep(part.keep)
      position += part.keep
    }
  }
  const first = step.first && patchBetween(patched(page.first, step.first), page.first)
  return { delta: result.done(), first, head: inverseHead(step.head) }
}
