import type { EditorView } from '@codemirror/view'
import { growth, lengthBefore } from '../core/delta.ts'
import type { Step } from '../core/page.ts'
import { ProtocolError } from '../core/wire.ts'
import { type KeptHistory, keptHistory, restoreHistory } from './document/history.ts'

/** What can be taken back in a page, in the text of a version that the instance has. */
export interface KeptUndo {
  readonly page: string
  readonly version: string
  /** Of the text of that version, in UTF-16 code units. */
  readonly length: number
  readonly history: KeptHistory
}

const key = 'atoll.undo'
const mostCharacters = 500_000

/** Remembers what can be taken back, for the same tab when it is loaded again. Too much of it is forgotten from the oldest on. */
export function keepUndo(page: string, version: string, { state }: EditorView): void {
  const history = keptHistory(state, mostCharacters)
  if (!history) return
  const kept: KeptUndo = { page, version, length: state.doc.length, history }
  sessionStorage.setItem(key, JSON.stringify(kept))
}

/** What was remembered of this page before the tab was loaded again; it is given out once. */
export function keptUndo(page: string): KeptUndo | undefined {
  const text = sessionStorage.getItem(key)
  sessionStorage.removeItem(key)
  const kept = text === null ? undefined : (JSON.parse(text) as KeptUndo)
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return kept?.page === page && navigation?.type === 'reload' ? kept : undefined
}

/** Makes what was remembered possible again. Where it does not fit the text, nothing can be taken back. */
export function restoreUndo(view: EditorView, { length, history }: KeptUndo, missed: Step): void {
  const fits = lengthBefore(missed.delta) <= length && length + growth(missed.delta) === view.state.doc.length
  if (!fits) return
  try {
    view.dispatch(restoreHistory(history, missed))
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
  }
}
