import { type Patch, composedPatch, patchBeside, patchBetween, sameAttributes } from './attributes.ts'
import {
  type Delta,
  DeltaBuilder,
  type Order,
  compose,
  insertedText,
  isInsert,
  isKeep,
  map,
  sameDelta,
} from './delta.ts'
import { composedHead } from './head.ts'
import { type Page, type Step, inverse, noStep } from './page.ts'

/** A local change over a remote one: the remote text comes first, the own attributes stand until they are confirmed. */
const localOver: Order = { textFirst: false, wins: true }
const remoteOver: Order = { textFirst: true, wins: false }
/** Over a correction the own text stays where the own text before it is. */
const localOverCorrection: Order = { textFirst: true, wins: true }
const correctionOver: Order = { textFirst: false, wins: false }
/** An undo takes nothing back that somebody else has set meanwhile. */
const undoOver: Order = { textFirst: true, wins: false }
const remoteOverUndo: Order = { textFirst: false, wins: true }

export function isNoStep(step: Step): boolean {
  return step.delta.length === 0 && !step.first && !step.head
}

export function composeSteps(first: Step, second: Step): Step {
  return {
    delta: compose(first.delta, second.delta),
    first: composedPatch(first.first, second.first),
    head: composedHead(first.head, second.head),
  }
}

function mapStep(step: Step, over: Step, order: Order): Step {
  return {
    delta: map(step.delta, over.delta, order),
    first: order.wins ? step.first : patchBeside(step.first, over.first),
    head: step.head,
  }
}

export interface Rebased {
  /** The local steps as they are after the remote one. */
  readonly locals: Step[]
  /** The remote step as it is after the local ones. */
  readonly remote: Step
}

function rebasedBy(locals: readonly Step[], remote: Step, local: Order, other: Order): Rebased {
  const result: Step[] = []
  for (const step of locals) {
    result.push(mapStep(step, remote, local))
    remote = mapStep(remote, step, other)
  }
  return { locals: result, remote }
}

export const rebase = (locals: readonly Step[], remote: Step): Rebased =>
  rebasedBy(locals, remote, localOver, remoteOver)

export const rebaseOverCorrection = (locals: readonly Step[], correction: Step): Rebased =>
  rebasedBy(locals, correction, localOverCorrection, correctionOver)

/** Maps a stack of inverse steps, the newest first, over somebody else's change. */
export const rebaseUndo = (inverses: readonly Step[], remote: Step): Rebased =>
  rebasedBy(inverses, remote, undoOver, remoteOverUndo)

/** The steps that take `steps`, made on `page` one after the other, back at once. */
export function inverseOfAll(steps: readonly Step[], page: Page): Step {
  let result = noStep
  for (const step of steps) {
    result = composeSteps(inverse(step, page), result)
    page = page.after(step)
  }
  return result
}

/** Stretches that two pages have in common: [position in one, position in the other, length], in order. */
type Shared = readonly [number, number, number]

/**
 * What leads from `page` with the step as it was expected to `page` with the step as it was merged; undefined where they
 * are the same. The step's own text stays in place and the others' text moves around it, so that a caret in it stays.
 */
export function correction(page: Page, expected: Step, actual: Step): Step | undefined {
  const sameFirst = sameAttributes(expected.first ?? {}, actual.first ?? {})
  if (sameFirst && sameDelta(expected.delta, actual.delta)) return undefined
  const from = page.after(expected)
  const to = page.after(actual)
  const step = between(from, to, sharedOf(expected.delta, actual.delta, page.length))
  return isNoStep(step) ? undefined : step
}

/** What leads from one page to another of which only the content is known. */
export function difference(from: Page, to: Page): Step {
  return between(from, to, sharedLines(from.text.toString(), to.text.toString()))
}

function between(from: Page, to: Page, shared: readonly Shared[]): Step {
  const result = new DeltaBuilder()
  let a = 0
  let b = 0
  for (const [nextA, nextB, length] of [...shared, [from.length, to.length, 0] as const]) {
    for (const part of to.slice(b, nextB)) result.add(part)
    result.remove(nextA - a)
    keepWithPatches(result, from, nextA, to, nextB, length)
    a = nextA + length
    b = nextB + length
  }
  return { delta: result.done(), first: patchBetween(from.first, to.first) }
}

function keepWithPatches(result: DeltaBuilder, from: Page, a: number, to: Page, b: number, length: number) {
  const before = from.runs(a, a + length)
  const after = to.runs(b, b + length)
  let position = 0
  for (let i = 0, j = 0; position < length;) {
    const end = Math.min(before[i]!.to - a, after[j]!.to - b)
    const patch: Patch | undefined = patchBetween(before[i]!.attributes, after[j]!.attributes)
    result.keep(end - position, patch)
    position = end
    if (before[i]!.to - a === end) i++
    if (after[j]!.to - b === end) j++
  }
}

/** A stretch of a changed text: of the text before (`start` is where), or inserted (`start` counts the inserted units). */
interface Piece {
  readonly own: boolean
  start: number
  length: number
}

function piecesOf(delta: Delta, length: number): Piece[] {
  const pieces: Piece[] = []
  let position = 0
  let inserted = 0
  for (const part of delta) {
    if (isInsert(part)) {
      pieces.push({ own: true, start: inserted, length: part.insert.length })
      inserted += part.insert.length
    } else if (isKeep(part)) {
      pieces.push({ own: false, start: position, length: part.keep })
      position += part.keep
    } else position += part.remove
  }
  if (position < length) pieces.push({ own: false, start: position, length: length - position })
  return pieces
}

function sharedOf(expected: Delta, actual: Delta, length: number): Shared[] {
  const left = piecesOf(expected, length)
  const right = piecesOf(actual, length)
  const sameText = insertedText(expected) === insertedText(actual)
  const shared: Shared[] = []
  let i = 0
  let j = 0
  let a = 0
  let b = 0
  const skipLeft = (count: number) => {
    a += count
    if (!take(left[i]!, count)) i++
  }
  const skipRight = (count: number) => {
    b += count
    if (!take(right[j]!, count)) j++
  }
  while (i < left.length && j < right.length) {
    const x = left[i]!
    const y = right[j]!
    if (x.own !== y.own || (x.own && !sameText)) {
      // Only one of them is at an own piece, or the own pieces cannot be paired: the other side goes on alone.
      const leftAlone = sameText ? y.own : x.own
      if (leftAlone) skipLeft(x.length)
      else skipRight(y.length)
    } else if (x.start === y.start) {
      const count = Math.min(x.length, y.length)
      shared.push([a, b, count])
      skipLeft(count)
      skipRight(count)
    } else if (x.start < y.start) skipLeft(Math.min(x.length, y.start - x.start))
    else skipRight(Math.min(y.length, x.start - y.start))
  }
  return shared
}

/** Takes units off a piece's beginning; false when none is left. */
function take(piece: Piece, count: number): boolean {
  piece.start += count
  piece.length -= count
  return piece.length > 0
}

const tableLimit = 4_000_000

/** The common beginning and end, and between them the longest common sequence of lines where that is affordable. */
function sharedLines(a: string, b: string): Shared[] {
  const limit = Math.min(a.length, b.length)
  let start = 0
  while (start < limit && a.charCodeAt(start) === b.charCodeAt(start)) start++
  let end = 0
  while (end < limit - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++
  const shared: Shared[] = start ? [[0, 0, start]] : []
  const left = a.slice(start, a.length - end).split(/(?<=\n)/)
  const right = b.slice(start, b.length - end).split(/(?<=\n)/)
  if (left.length * right.length <= tableLimit) shared.push(...commonLines(left, right, start))
  if (end) shared.push([a.length - end, b.length - end, end])
  return shared
}

function commonLines(left: readonly string[], right: readonly string[], offset: number): Shared[] {
  const width = right.length + 1
  const table = new Uint32Array((left.length + 1) * width)
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const skip = Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!)
      table[i * width + j] = left[i] === right[j] ? Math.max(skip, table[(i + 1) * width + j + 1]! + 1) : skip
    }
  }
  const shared: Shared[] = []
  for (let i = 0, j = 0, a = offset, b = offset; i < left.length && j < right.length;) {
    const here = table[i * width + j]!
    if (left[i] === right[j] && here === table[(i + 1) * width + j + 1]! + 1) {
      shared.push([a, b, left[i]!.length])
      a += left[i++]!.length
      b += right[j++]!.length
    } else if (here === table[(i + 1) * width + j]!) a += left[i++]!.length
    else b += right[j++]!.length
  }
  return shared
}
