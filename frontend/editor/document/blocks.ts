import type { EditorState, Line, Text } from '@codemirror/state'
import { type Attributes, type Patch, noAttributes } from '../../core/attributes.ts'
import { DeltaBuilder } from '../../core/delta.ts'
import { type Page, type Step, runsOf } from '../../core/page.ts'
import { pageOf } from './model.ts'
import { type BlockType, blockNames, threadOf, typeOf } from './schema.ts'

export const deepest = 8

/** A line with its block's attributes. */
export interface Block {
  readonly line: Line
  readonly attributes: Attributes
  readonly type: BlockType
  readonly indent: number
}

export const indentOf = ({ indent }: Attributes): number =>
  typeof indent === 'number' && indent > 0 ? Math.min(deepest, Math.floor(indent)) : 0

export function blockOf(page: Page, line: Line): Block {
  const attributes = page.block(line.from)
  return { line, attributes, type: typeOf(attributes), indent: indentOf(attributes) }
}

export const blockAt = (state: EditorState, position: number): Block =>
  blockOf(pageOf(state), state.doc.lineAt(position))

export function blockNumber(state: EditorState, number: number): Block | undefined {
  return number >= 1 && number <= state.doc.lines ? blockOf(pageOf(state), state.doc.line(number)) : undefined
}

/** The blocks that the selection touches, each once, in order. */
export function selectedBlocks(state: EditorState): Block[] {
  const blocks: Block[] = []
  for (const { from, to } of state.selection.ranges) {
    const last = state.doc.lineAt(to).number
    for (let n = state.doc.lineAt(from).number; n <= last; n++) {
      if ((blocks.at(-1)?.line.number ?? 0) < n) blocks.push(blockNumber(state, n)!)
    }
  }
  return blocks
}

/** The attributes of the blocks on lines `from` to `to` (numbers, both included), at the cost of one walk. */
export function blockAttributes(page: Page, text: Text, from: number, to: number): Attributes[] {
  const start = text.line(from).from
  const end = text.line(to).from
  const runs = runsOf(page.spans, Math.max(0, start - 1), end)
  const result: Attributes[] = []
  let index = 0
  for (let n = from, position = start; n <= to; n++) {
    if (n === 1) result.push(page.first)
    else {
      while (index < runs.length && runs[index]!.to <= position - 1) index++
      result.push(runs[index]?.attributes ?? noAttributes)
    }
    if (n < to) position = text.lineAt(position).to + 1
  }
  return result
}

/** What belongs to the block: what describes it, and the threads about it. Other marks that a break may carry do not. */
export const blockOnly = (attributes: Attributes): Attributes =>
  only(attributes, key => blockNames.includes(key) || threadOf(key) !== undefined)

/** What describes the block: what another one has that is a copy of it or follows it, which no thread is about. */
export const describing = (attributes: Attributes): Attributes => only(attributes, key => blockNames.includes(key))

function only(attributes: Attributes, belongs: (key: string) => boolean): Attributes {
  const entries = Object.entries(attributes).filter(([key]) => belongs(key))
  return entries.length ? Object.fromEntries(entries) : noAttributes
}

/** Makes a block another one than it was; what it was is gone. */
export function becomes(before: Attributes, after: Attributes): Patch {
  const gone = Object.keys(blockOnly(before)).map(key => [key, null] as const)
  return { ...Object.fromEntries(gone), ...after }
}

/** Makes the first line another block than it was; its implied break cannot be put in anew. */
export const firstBecomes = (page: Page, attributes: Attributes): Patch => becomes(page.first, attributes)

interface Piece {
  readonly from: number
  readonly to: number
  readonly insert?: string
  readonly attributes?: Attributes
  readonly set?: Patch
}

/** Collects what a command does, at positions of the text before it, in any order but without overlaps. */
export class Edit {
  #pieces: Piece[] = []
  #first: Patch | undefined

  insert(at: number, insert: string, attributes: Attributes = noAttributes): this {
    this.#pieces.push({ from: at, to: at, insert, attributes })
    return this
  }

  remove(from: number, to: number): this {
    if (to > from) this.#pieces.push({ from, to })
    return this
  }

  set(from: number, to: number, set: Patch): this {
    if (to > from) this.#pieces.push({ from, to, set })
    return this
  }

  /** Changes the block whose line begins at `lineStart`. */
  block(lineStart: number, patch: Patch): this {
    if (lineStart > 0) return this.set(lineStart - 1, lineStart, patch)
    this.#first = { ...this.#first, ...patch }
    return this
  }

  done(): Step {
    const result = new DeltaBuilder()
    let position = 0
    // An insertion comes before what is changed at the same place; sorting is stable.
    const order = (piece: Piece) => (piece.insert === undefined ? 1 : 0)
    for (const piece of this.#pieces.sort((a, b) => a.from - b.from || order(a) - order(b))) {
      result.keep(piece.from - position)
      if (piece.insert !== undefined) result.insert(piece.insert, piece.attributes)
      else if (piece.set) result.keep(piece.to - piece.from, piece.set)
      else result.remove(piece.to - piece.from)
      position = piece.to
    }
    return { delta: result.done(), first: this.#first }
  }
}
