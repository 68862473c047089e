import type { EditorState } from '@codemirror/state'
import { pageOf } from '../document/model.ts'
import { threadsOf } from '../document/schema.ts'

export interface Place {
  readonly from: number
  readonly to: number
}

/** Where what each thread is about is now: from its first character to its last, or its block. Cost: the marks of the page. */
export function placesOf(state: EditorState): Map<string, Place> {
  const places = new Map<string, Place>()
  const page = pageOf(state)
  for (const thread of threadsOf(page.first)) places.set(thread, { from: 0, to: state.doc.line(1).to })
  page.spans.between(0, state.doc.length, (from, to, { attributes }) => {
    for (const thread of threadsOf(attributes)) {
      const known = places.get(thread)
      places.set(thread, place(state, known ? known.from : from, to))
    }
  })
  return places
}

/** The mark on a break is about the line that it opens. */
function place({ doc }: EditorState, from: number, to: number): Place {
  return to - from === 1 && from === doc.lineAt(from).to ? { from: to, to: doc.lineAt(to).to } : { from, to }
}
