import { EditorView } from '@codemirror/view'

/** Where somebody was in a page: caret, and the block at the top with how far it is above the edge, in pixels. */
interface Place {
  readonly page: string
  readonly anchor: number
  readonly head: number
  readonly focused: boolean
  readonly top: number
  readonly above: number
}

const key = 'atoll.place'

/** Remembers where the caret and the text are, for the same tab when it is loaded again. */
export function keepPlace(page: string, view: EditorView): void {
  const { anchor, head } = view.state.selection.main
  const height = view.scrollDOM.getBoundingClientRect().top - view.documentTop
  const block = view.lineBlockAtHeight(Math.max(0, height))
  const place: Place = { page, anchor, head, focused: view.hasFocus, top: block.from, above: height - block.top }
  sessionStorage.setItem(key, JSON.stringify(place))
}

/**
 * Goes back to where the tab was in this page before it was loaded again; others may have written since. Says whether the
 * caret was in the text, or nothing if the tab was not here.
 */
export function returnToPlace(page: string, view: EditorView): boolean | undefined {
  const kept = sessionStorage.getItem(key)
  sessionStorage.removeItem(key)
  const place = kept === null ? undefined : (JSON.parse(kept) as Place)
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (place?.page !== page || navigation?.type !== 'reload') return undefined
  const within = (position: number) => Math.min(position, view.state.doc.length)
  view.dispatch({
    selection: { anchor: within(place.anchor), head: within(place.head) },
    effects: EditorView.scrollIntoView(within(place.top), { y: 'start', yMargin: -place.above }),
  })
  return place.focused
}
