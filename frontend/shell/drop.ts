import type { Place, Row } from './model.ts'

/** Where a drop would go, and where its sign is drawn. */
export type Drop =
  | { readonly kind: 'into'; readonly place: Place; readonly row: number }
  | { readonly kind: 'between'; readonly place: Place; readonly row: number; readonly depth: number }

/** How far from a row's edge a drop still means "between", as a part of its height. */
const edge = 0.28

/**
 * Finds where a drop goes. The rows are those without the dragged node and what lies under it.
 *
 * @param y the pointer in heights of a row from the top of the tree
 * @param depth the depth that the pointer's x suggests; it chooses where several levels end at one line
 */
export function dropAt(rows: readonly Row[], y: number, depth: number): Drop {
  const row = Math.floor(y)
  const at = rows[row]
  if (!at || row < 0) return between(rows, row < 0 ? 0 : rows.length, depth)
  const part = y - row
  if (part >= edge && part <= 1 - edge) {
    return { kind: 'into', place: { parent: at.id, index: at.children }, row }
  }
  return between(rows, part < edge ? row : row + 1, depth)
}

/**
 * Where the pointer is among the rows that a drop counts, in heights of a row. The dragged ones stay drawn where they are:
 * over them is the line between their neighbours.
 *
 * @param y where it is among the rows that are drawn
 * @param rest the drawn rows without the dragged ones, which lie together
 */
export function amongRest(y: number, drawn: readonly Row[], rest: readonly Row[]): number {
  const count = drawn.length - rest.length
  const from = drawn.findIndex((row, index) => row !== rest[index])
  if (count === 0 || y <= from) return y
  return y < from + count ? from : y - count
}

/** Finds where a line goes in a list whose lines, the dragged one too, have nothing under them. */
export function dropInList(ids: readonly string[], dragged: string, y: number): Drop {
  const gap = Math.max(0, Math.min(ids.length, Math.round(y)))
  const index = gap > ids.indexOf(dragged) ? Math.max(0, gap - 1) : gap
  return { kind: 'between', place: { parent: undefined, index }, row: index, depth: 0 }
}

function between(rows: readonly Row[], line: number, wanted: number): Drop {
  const above = rows[line - 1]
  const below = rows[line]
  if (!above) return { kind: 'between', place: { parent: undefined, index: 0 }, row: 0, depth: 0 }
  const least = below?.depth ?? 0
  const most = above.open ? above.depth + 1 : above.depth
  const depth = Math.max(least, Math.min(most, wanted))
  return { kind: 'between', place: placeBelow(rows, line - 1, depth), row: line, depth }
}

/** The place just under the row, at a depth between 0 and one more than its own. */
function placeBelow(rows: readonly Row[], row: number, depth: number): Place {
  const above = rows[row]!
  if (depth > above.depth) return { parent: above.id, index: 0 }
  let sibling = row
  while (rows[sibling]!.depth > depth) sibling--
  const found = rows[sibling]!
  let index = 0
  for (let i = sibling; i >= 0 && rows[i]!.depth >= depth; i--) if (rows[i]!.depth === depth) index++
  return { parent: found.parent, index }
}
