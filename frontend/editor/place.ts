import type { Transaction } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { type Step, toChanges } from '../core/page.ts'
import { remoteSpec } from './model.ts'

/*
 * What is being read or written stays where it is on the screen when somebody else writes above it. The editor makes up for
 * such a change in its next measurement, but only if there is something to measure, only for the last change before it, and
 * by the topmost line. So a change by somebody else always asks for a measurement, the next change of any kind waits for
 * that one, and where the topmost line is the wrong one to hold on to, the caret's line is held.
 */
const unsettled = new WeakSet<EditorView>()

/** Shows somebody else's step. */
export function showRemote(view: EditorView, step: Step): void {
  const held = heldPosition(view, step)
  const before = held === undefined ? 0 : topOf(view, held)
  const changes = toChanges(step.delta, view.state.doc.length)
  view.dispatch(remoteSpec(view.state, step))
  unsettled.add(view)
  view.requestMeasure({ key: showRemote, read: () => unsettled.delete(view) })
  if (held === undefined) return
  settle(view)
  const moved = topOf(view, changes.mapPos(held, 1)) - before
  if (Math.abs(moved) > 1) view.scrollDOM.scrollTop += moved
}

/** Dispatches after the measurement that is due. */
export function settleFirst(transactions: readonly Transaction[], view: EditorView): void {
  if (unsettled.has(view)) settle(view)
  view.update(transactions)
}

/** Reading a height takes the measurement now instead of at the next frame. */
const settle = (view: EditorView) => view.lineBlockAtHeight(0)

const topOf = (view: EditorView, position: number) => view.documentTop + view.lineBlockAt(position).top

/** The position to hold, where that is not the topmost line's. */
function heldPosition(view: EditorView, step: Step): number | undefined {
  const { delta } = step
  const first = delta[0]
  const from = first && 'keep' in first && !first.set ? first.keep : 0
  const { scrollDOM } = view
  const top = view.lineBlockAtHeight(Math.max(0, scrollDOM.getBoundingClientRect().top - view.documentTop))
  const { head } = view.state.selection.main
  const { from: start, to: end } = view.viewport
  if (view.hasFocus && head >= start && head <= end && from >= top.from && from < head) {
    const y = topOf(view, head)
    const frame = scrollDOM.getBoundingClientRect()
    if (y >= frame.top && y <= frame.bottom) return head
  }
  // At the very bottom the editor would hold the bottom and push up what is being read.
  const atBottom = scrollDOM.scrollHeight - scrollDOM.scrollTop - scrollDOM.clientHeight < 5
  return atBottom && scrollDOM.scrollTop > 0 && from >= top.from ? top.from : undefined
}
