import { type Cover, type Look, plainLook } from './aside.ts'

/** What stands above the text of a page. */
export interface HeadValues extends Omit<Look, 'cover'> {
  readonly title: string
  readonly cover: Cover | null
}

/** A value that becomes another; where it is no longer `from`, somebody else has changed it, and it stays. */
export interface Turn<T> {
  readonly from: T
  readonly to: T
}

/** A change of what stands above the text; what is not named stays. */
export type HeadPatch = { readonly [K in keyof HeadValues]?: Turn<HeadValues[K]> }

type AnyTurn = Turn<HeadValues[keyof HeadValues]>

export const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function patchOf(turns: [string, AnyTurn][]): HeadPatch | undefined {
  const all = turns.filter(([, { from, to }]) => !sameValue(from, to))
  return all.length ? (Object.fromEntries(all) as HeadPatch) : undefined
}

export function composedHead(first?: HeadPatch, second?: HeadPatch): HeadPatch | undefined {
  if (!first || !second) return first ?? second
  const turns = new Map<string, AnyTurn>(Object.entries(first))
  for (const [key, turn] of Object.entries(second)) {
    const before = turns.get(key)
    turns.set(key, before ? { from: before.from, to: turn.to } : turn)
  }
  return patchOf([...turns])
}

export function inverseHead(patch?: HeadPatch): HeadPatch | undefined {
  return patch && patchOf(Object.entries(patch).map(([key, { from, to }]) => [key, { from: to, to: from }]))
}

/** Gives a head that nobody has written yet the values of another; a title stays, and so does a look that is not plain. */
export function filledHead(now: HeadValues, wanted: HeadValues): HeadPatch | undefined {
  const turns: [string, AnyTurn][] = []
  if (now.title.trim() === '') turns.push(['title', { from: '', to: wanted.title }])
  const plain = { ...plainLook, cover: null }
  const { title: _, ...look } = now
  const keys = ['icon', 'cover', 'wide'] as const
  if (keys.every(key => sameValue(look[key], plain[key])))
    for (const key of keys) turns.push([key, { from: look[key], to: wanted[key] }])
  return patchOf(turns)
}
