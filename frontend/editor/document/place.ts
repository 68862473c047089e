import type { Transaction } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { type Step, toChanges } from '../../core/page.ts'
import { remoteSpec } from './model.ts'

/*
 * What is being read or written stays where it is on the screen when somebody else writes above it. The editor makes up for
 * such a change in its next measurement, but only if there is something to measure, only for the last change before it, and
 * by the topmost line. So a change by somebody else always asks for a measurement, the next change of any kind waits for
 * that one, and where the topmost line is the wrong one to hold on to, the caret's line is held. Browsers scroll by whole
 * pixels and lines are not so many high: what is missing is made up for with the next change, or a hundred lines above
 * would move what is read by more than one.
 */
const unsettled = new WeakSet<EditorView>()

/** By how many pixels what is held is too low, as long as nobody has scrolled since. */
const missing = new WeakMap<EditorView, { pixels: number; scrollTop: number }>()

/** Shows somebody else's step. */
export function showRemote(view: EditorView, step: Step): void {
  const held = heldPosition(view, step)
  const before = held === undefined ? 0 : topOf(view, held)
  const known = missing.get(view)
  const low = known?.scrollTop === view.scrollDOM.scrollTop ? known.pixels : 0
  const changes = toChanges(step.delta, view.state.doc.length)
  view.dispatch(remoteSpec(view.state, step))
  unsettled.add(view)
  view.requestMeasure({ key: showRemote, read: () => unsettled.delete(view) })
  if (held === undefined) return
  settle(view)
  scrollBy(view, topOf(view, changes.mapPos(held, 1)) - before + low)
}

function scrollBy(view: EditorView, pixels: number): void {
  const { scrollDOM } = view
  const start = scrollDOM.scrollTop
  if (Math.abs(pixels) >= 0.5) scrollDOM.scrollTop = Math.round(start + pixels)
  const left = pixels - (scrollDOM.scrollTop - start)
  // More than that is what there was no room to scroll by.
  missing.set(view, { pixels: Math.abs(left) < 1 ? left : 0, scrollTop: scrollDOM.scrollTop })
}

/** Dispatches after the measurement that is due. */
export function settleFirst(transactions: readonly Transaction[], view: EditorView): void {
  if (unsettled.has(view)) settle(view)
  view.update(transactions)
}

/** Reading a height takes the measurement now instead of at the next frame. */
const settle = (view: EditorView) => view.lineBlockAtHeight(0)

const topOf = (view: EditorView, position: number) => view.documentTop + view.lineBlockAt(position).top

/** The position to hold; none where nothing moves that is seen. */
function heldPosition(view: EditorView, step: Step): number | undefined {
  const { delta } = step
  const first = delta[0]
  const from = first && 'keep' in first && !first.set ? first.keep : 0
  const { scrollDOM } = view
  const top = view.lineBlockAtHeight(Math.max(0, scrollDOM.getBoundingClientRect().top - view.documentTop))
  if (from < top.from) return top.from
  const { head } = view.state.selection.main
  const { from: start, to: end } = view.viewport
  if (view.hasFocus && head >= start && head <= end && from < head) {
    const y = topOf(view, head)
    const frame = scrollDOM.getBoundingClientRect()
    if (y >= frame.top && y <= frame.bottom) return head
  }
  // At the very bottom the editor would hold the bottom and push up what is being read.
  const atBottom = scrollDOM.scrollHeight - scrollDOM.scrollTop - scrollDOM.clientHeight < 5
  return atBottom && scrollDOM.scrollTop > 0 ? top.from : undefined
}
