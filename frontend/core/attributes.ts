/** What a character can carry: marks on text, block attributes on a line break. Absent and `null` mean the same. */
export type Value = string | number | boolean
export type Attributes = Readonly<Record<string, Value>>
/** A change of attributes: `null` removes. */
export type Patch = Readonly<Record<string, Value | null>>

export const noAttributes: Attributes = Object.freeze({})

export function isEmpty(attributes: object | null | undefined): boolean {
  for (const _ in attributes ?? noAttributes) return false
  return true
}

export function sameAttributes(a: Patch, b: Patch): boolean {
  if (a === b) return true
  let count = 0
  for (const key in a) {
    if (a[key] !== b[key]) return false
    count++
  }
  for (const _ in b) count--
  return count === 0
}

export function patched(attributes: Attributes, patch: Patch): Attributes {
  const result: Record<string, Value> = { ...attributes }
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key]
    else result[key] = value
  }
  return isEmpty(result) ? noAttributes : result
}

/** The patch that does `first`, then `second`. */
export function composedPatch(first: Patch | undefined, second: Patch | undefined): Patch | undefined {
  if (!first || isEmpty(first)) return second && !isEmpty(second) ? second : undefined
  return !second || isEmpty(second) ? first : { ...first, ...second }
}

/** What is left of a patch beside another one that wins where both set the same key. */
export function patchBeside(patch: Patch | undefined, winner: Patch | undefined): Patch | undefined {
  if (!patch || !winner) return patch
  const rest = Object.fromEntries(Object.entries(patch).filter(([key]) => !(key in winner)))
  return isEmpty(rest) ? undefined : rest
}

/** The patch that turns `from` into `to`, or undefined where they are equal. */
export function patchBetween(from: Attributes, to: Attributes): Patch | undefined {
  if (from === to) return undefined
  const patch: Record<string, Value | null> = {}
  for (const key in from) if (!(key in to)) patch[key] = null
  for (const key in to) if (from[key] !== to[key]) patch[key] = to[key]!
  return isEmpty(patch) ? undefined : patch
}
