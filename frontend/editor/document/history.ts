import {
  Annotation,
  EditorSelection,
  type EditorState,
  type Extension,
  StateEffect,
  StateField,
  Transaction,
  type TransactionSpec,
} from '@codemirror/state'
import { type Command, EditorView } from '@codemirror/view'
import type { Patch } from '../../core/attributes.ts'
import { growth, mapPosition } from '../../core/delta.ts'
import type { HeadPatch } from '../../core/head.ts'
import { type Step, inverse, toChanges } from '../../core/page.ts'
import { composeSteps, isNoStep, rebaseUndo } from '../../core/rebase.ts'
import { type WireDelta, formatDelta, parseDelta, parsePatch } from '../../core/wire.ts'
import { isLoad, isRemote, pageField, pageOf, stepOf, stepSpec } from './model.ts'

/** What takes one gesture back, in the text as it is when everything after it has been taken back. */
interface Event {
  readonly inverse: Step
  /** The selection before the gesture. */
  readonly selection: EditorSelection
  /** Continues with the next gesture of the same kind, if that comes soon and at the same place. */
  readonly kind: string | undefined
  readonly time: number
}

interface History {
  readonly done: readonly Event[]
  readonly undone: readonly Event[]
}

const none: History = { done: [], undone: [] }
const longest = 300
const pause = 600

/** A gesture of its own: not one with what was written before or comes after. */
export const alone = Annotation.define<boolean>()
const direction = Annotation.define<'undo' | 'redo'>()
const restore = StateEffect.define<History>()

/**
 * Undo and redo of what was written in this view: marks and blocks as well as text. What others write is never taken back;
 * the stored inverses are mapped over it. (CodeMirror's own history maps the positions in effects in another text than the
 * one they are made for, so that it cannot carry marks beside remote changes.)
 */
const historyField = StateField.define<History>({
  create: () => none,
  update(history, tr) {
    for (const effect of tr.effects) if (effect.is(restore)) return effect.value
    if (isLoad(tr)) return none
    const step = stepOf(tr)
    if (isNoStep(step)) return tr.selection && history.done.length ? closed(history) : history
    if (isRemote(tr)) return { done: mapped(history.done, step), undone: mapped(history.undone, step) }
    if (tr.annotation(Transaction.addToHistory) === false) return none
    const event: Event = {
      inverse: inverse(step, pageOf(tr.startState)),
      selection: tr.startState.selection,
      kind: tr.annotation(alone) ? undefined : kindOf(tr),
      time: tr.annotation(Transaction.time) ?? 0,
    }
    switch (tr.annotation(direction)) {
      case 'undo':
        return { done: history.done.slice(0, -1), undone: [...history.undone, event] }
      case 'redo':
        return { done: [...history.done, event], undone: history.undone.slice(0, -1) }
      case undefined:
        return { done: added(history.done, event, tr), undone: [] }
    }
  },
})

function kindOf(tr: Transaction): string | undefined {
  if (tr.isUserEvent('input.type')) return 'type'
  return tr.isUserEvent('delete') ? 'delete' : undefined
}

function added(done: readonly Event[], event: Event, tr: Transaction): readonly Event[] {
  const last = done.at(-1)
  if (last?.kind && last.kind === event.kind && event.time - last.time < pause && adjacent(last, tr)) {
    const joined = { ...last, inverse: composeSteps(event.inverse, last.inverse), time: event.time }
    return [...done.slice(0, -1), joined]
  }
  return [...done.slice(done.length >= longest ? 1 : 0), event]
}

/** Whether a change touches what the event's inverse would change. */
function adjacent(last: Event, tr: Transaction): boolean {
  let near = false
  const before = toChanges(last.inverse.delta, tr.startState.doc.length)
  tr.changes.iterChangedRanges((from, to) => {
    before.iterChangedRanges((start, end) => {
      if (from <= end && to >= start) near = true
    })
  })
  return near
}

/** After a movement of the caret the next key begins a new event. */
function closed(history: History): History {
  const last = history.done.at(-1)!
  return last.kind ? { ...history, done: [...history.done.slice(0, -1), { ...last, kind: undefined }] } : history
}

function mapped(events: readonly Event[], remote: Step): readonly Event[] {
  if (events.length === 0) return events
  const result: Event[] = []
  let over = remote
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i]!
    const rebased = rebaseUndo([event.inverse], over)
    over = rebased.remote
    const inverse = rebased.locals[0]!
    if (!isNoStep(inverse)) result.push({ ...event, inverse, selection: mapSelection(event.selection, over) })
  }
  return result.reverse()
}

function mapSelection(selection: EditorSelection, step: Step): EditorSelection {
  const ranges = selection.ranges.map(({ anchor, head }) =>
    EditorSelection.range(mapPosition(step.delta, anchor, -1), mapPosition(step.delta, head, -1)),
  )
  return EditorSelection.create(ranges, selection.mainIndex)
}

/** An event as it is kept: as plain values, and closed, so that what is written next is another one. */
interface KeptEvent {
  readonly delta: WireDelta
  readonly first?: Patch
  readonly head?: HeadPatch
  readonly selection: readonly [anchor: number, head: number]
}

/** What can be taken back and done again, as plain values. */
export interface KeptHistory {
  readonly done: readonly KeptEvent[]
  readonly undone: readonly KeptEvent[]
}

/** Undefined where there is nothing; what would go beyond `mostCharacters` as JSON is left out, the oldest first. */
export function keptHistory(state: EditorState, mostCharacters: number): KeptHistory | undefined {
  const { done, undone } = state.field(historyField)
  let room = mostCharacters
  const keep = (events: readonly Event[]): KeptEvent[] => {
    const kept: KeptEvent[] = []
    for (let i = events.length - 1; i >= 0; i--) {
      const event = keptEvent(events[i]!)
      room -= JSON.stringify(event).length
      if (room < 0) break
      kept.push(event)
    }
    return kept.reverse()
  }
  const history = { done: keep(done), undone: keep(undone) }
  return history.done.length || history.undone.length ? history : undefined
}

function keptEvent({ inverse: { delta, first, head }, selection: { main } }: Event): KeptEvent {
  return {
    delta: formatDelta(delta),
    ...(first && { first }),
    ...(head && { head }),
    selection: [main.anchor, main.head],
  }
}

/**
 * The transaction that makes possible again what was kept, in a page that has changed by `missed` since.
 *
 * @throws ProtocolError where it is not what was kept
 */
export function restoreHistory({ done, undone }: KeptHistory, missed: Step): TransactionSpec {
  const events = (kept: readonly KeptEvent[]) => mapped(kept.map(eventOf), missed)
  return { effects: restore.of({ done: events(done), undone: events(undone) }) }
}

function eventOf({ delta, first, head, selection }: KeptEvent): Event {
  const inverse = { delta: parseDelta(delta), first: first && parsePatch(first), head }
  return { inverse, selection: EditorSelection.single(...selection), kind: undefined, time: 0 }
}

function travel(state: EditorState, way: 'undo' | 'redo'): TransactionSpec | undefined {
  const history = state.field(historyField)
  const event = (way === 'undo' ? history.done : history.undone).at(-1)
  if (!event) return undefined
  const length = state.doc.length + growth(event.inverse.delta)
  const ranges = event.selection.ranges.map(({ anchor, head }) =>
    EditorSelection.range(Math.min(anchor, length), Math.min(head, length)),
  )
  return {
    ...stepSpec(state, event.inverse, [direction.of(way)]),
    selection: EditorSelection.create(ranges, event.selection.mainIndex),
    userEvent: way,
    scrollIntoView: true,
  }
}

const command =
  (way: 'undo' | 'redo'): Command =>
  view => {
    if (view.state.readOnly) return false
    const spec = travel(view.state, way)
    if (spec) view.dispatch(spec)
    return spec !== undefined
  }

export const undo = command('undo')
export const redo = command('redo')

export function history(): Extension {
  return [
    pageField,
    historyField,
    EditorView.domEventHandlers({
      beforeinput(event, view) {
        const run = event.inputType === 'historyUndo' ? undo : event.inputType === 'historyRedo' ? redo : undefined
        if (!run) return false
        event.preventDefault()
        return run(view)
      },
    }),
  ]
}
