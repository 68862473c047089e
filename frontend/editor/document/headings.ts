import type { EditorState } from '@codemirror/state'
import { noAttributes } from '../../core/attributes.ts'
import { pageOf } from './model.ts'
import { isHeading, typeOf } from './schema.ts'

/** A heading of a page, where its line begins. */
export interface Heading {
  readonly at: number
  readonly level: number
  readonly text: string
}

/** The headings that say something, in order. Cost: the number of stretches with attributes, not the length of the text. */
export function headingsOf(state: EditorState): Heading[] {
  const page = pageOf(state)
  const found: Heading[] = []
  const add = (at: number, type: string) => {
    const text = state.doc.lineAt(at).text.trim()
    if (text) found.push({ at, level: Number(type.slice(-1)), text })
  }
  if (isHeading(typeOf(page.first))) add(0, typeOf(page.first))
  page.spans.between(0, page.length, (from, to, { attributes }) => {
    const type = typeOf(attributes ?? noAttributes)
    // Several breaks in a row may carry the same.
    if (isHeading(type)) for (let at = from; at < to; at++) add(at + 1, type)
  })
  return found
}

/** The index of the last of the sorted places that is not beyond the position; the first if all are; -1 if there is none. */
export function headingAt(places: readonly number[], position: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (places[middle]! <= position) low = middle + 1
    else high = middle
  }
  return places.length === 0 ? -1 : Math.max(0, low - 1)
}

/** Which headings a short rail shows, as indexes: all levels if they fit, else the upper ones, at last a part of those. */
export function onRail(headings: readonly Heading[], most: number): number[] {
  const upTo = (level: number) => [...headings.keys()].filter(i => headings[i]!.level <= level)
  const fitting = [3, 2, 1].map(upTo).find(each => each.length > 0 && each.length <= most)
  if (fitting) return fitting
  const upper = upTo(Math.min(...headings.map(({ level }) => level)))
  const step = upper.length / most
  return upper.length <= most ? upper : Array.from({ length: most }, (_, i) => upper[Math.floor(i * step)]!)
}
