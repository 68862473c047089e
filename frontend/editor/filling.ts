import type { EditorState, TransactionSpec } from '@codemirror/state'
import { type Look, plainLook } from '../core/aside.ts'
import type { Patch } from '../core/attributes.ts'
import { type HeadPatch, type HeadValues, filledHead, sameValue } from '../core/head.ts'
import { type WireDelta, parseDelta, parsePatch } from '../core/wire.ts'
import { alone } from './document/history.ts'
import { stepSpec } from './document/model.ts'

/** What a template fills an empty page with, as the instance writes it. */
export interface Filling {
  readonly delta: WireDelta
  readonly first?: Patch
  readonly head: HeadValues
}

export const headOf = (title: string, { icon, cover, wide }: Look): HeadValues => ({
  title,
  icon,
  cover: cover ?? null,
  wide,
})

/** The one step that fills an empty page; a title stays, and so does a look that is not plain. */
export function fillSpec(state: EditorState, filling: Filling, now: HeadValues): TransactionSpec {
  const head = filledHead(now, { ...headOf('', plainLook), ...filling.head })
  const step = { delta: parseDelta(filling.delta), first: filling.first && parsePatch(filling.first), head }
  return { ...stepSpec(state, step, [alone.of(true)]), selection: { anchor: 0 }, userEvent: 'input.template' }
}

/** What stands above the text after a change of it. */
export function turned(now: HeadValues, patch: HeadPatch): HeadValues {
  const changed = Object.entries(patch).filter(([key, { from }]) => sameValue(now[key as keyof HeadValues], from))
  return { ...now, ...(Object.fromEntries(changed.map(([key, { to }]) => [key, to])) as Partial<HeadValues>) }
}
