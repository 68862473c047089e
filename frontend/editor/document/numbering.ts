import type { Text } from '@codemirror/state'
import type { Attributes } from '../../core/attributes.ts'
import type { Page } from '../../core/page.ts'
import { blockAttributes, deepest, indentOf } from './blocks.ts'
import { typeOf } from './schema.ts'

/** How many numbered items have been counted at each depth. */
export type Counts = number[]

const window = 256

/** The counts above a line: walks upwards only until nothing above can matter. */
export function countsBefore(page: Page, text: Text, lineNumber: number): Counts {
  const counts: Counts = new Array<number>(deepest + 1).fill(0)
  const closed = new Array<boolean>(deepest + 1).fill(false)
  for (let to = lineNumber - 1; to >= 1; to -= window) {
    const from = Math.max(1, to - window + 1)
    const blocks = blockAttributes(page, text, from, to)
    for (let i = blocks.length - 1; i >= 0; i--) {
      const indent = indentOf(blocks[i]!)
      closed.fill(true, indent + 1)
      if (!closed[indent] && typeOf(blocks[i]!) === 'number') counts[indent]!++
      else closed[indent] = true
      if (closed[0]) return counts
    }
  }
  return counts
}

/** The number of a block that comes after what has been counted, which is changed; undefined if it has none. */
export function count(counts: Counts, attributes: Attributes): number | undefined {
  const indent = indentOf(attributes)
  counts.fill(0, indent + 1)
  if (typeOf(attributes) === 'number') return ++counts[indent]!
  counts[indent] = 0
  return undefined
}
