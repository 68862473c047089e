import { SearchQuery } from '@codemirror/search'
import { type EditorState, StateEffect, StateField, type Transaction } from '@codemirror/state'
import { type Command, Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import { alone } from '../document/history.ts'

/** So many matches are shown; a page with more of them is not read by looking for this. */
export const mostMatches = 2000

export interface Match {
  readonly from: number
  readonly to: number
}

export interface Wanted {
  readonly text: string
  readonly matchCase: boolean
  readonly wholeWord: boolean
}

export interface Find {
  readonly open: boolean
  /** The second row, with what comes instead, is shown. */
  readonly replacing: boolean
  readonly wanted: Wanted
  /** In order, without overlaps, of the text as it is now; none while it is not open. */
  readonly matches: readonly Match[]
}

const nothing: readonly Match[] = []
const found = Decoration.mark({ class: 'atoll-found' })
const drawn = ({ matches }: Find): DecorationSet => Decoration.set(matches.map(({ from, to }) => found.range(from, to)))

/** The browser shows no selection in the text while the focus is in the bar. */
const current = Decoration.mark({ class: 'atoll-found-current' })
function drawnCurrent(state: EditorState): DecorationSet {
  const { from, to } = state.selection.main
  return currentMatch(state) < 0 ? Decoration.none : Decoration.set(current.range(from, to))
}

const change = StateEffect.define<Partial<Omit<Find, 'matches'>>>()

/** What is looked for in the page, and where it is. */
export const findField = StateField.define<Find>({
  create: () => ({
    open: false,
    replacing: false,
    wanted: { text: '', matchCase: false, wholeWord: false },
    matches: nothing,
  }),
  update(value, tr) {
    let next = value
    for (const effect of tr.effects) if (effect.is(change)) next = { ...next, ...effect.value }
    if (!next.open) return next.matches.length ? { ...next, matches: nothing } : next
    if (!value.open || next.wanted !== value.wanted) return { ...next, matches: matchesOf(tr.state, next.wanted) }
    return tr.docChanged ? { ...next, matches: matchesAfter(tr, next) } : next
  },
  provide: field => [
    EditorView.decorations.from(field, drawn),
    EditorView.decorations.compute([field, 'selection'], drawnCurrent),
  ],
})

export const findOpen = (state: EditorState): boolean => state.field(findField, false)?.open === true

const queryOf = ({ text, matchCase, wholeWord }: Wanted): SearchQuery =>
  new SearchQuery({ search: text, caseSensitive: matchCase, wholeWord, literal: true })

function matchesOf(state: EditorState, wanted: Wanted, most = mostMatches): Match[] {
  const query = queryOf(wanted)
  return query.valid ? matchesIn(query, state, { from: 0, to: state.doc.length }, most) : []
}

function matchesIn(query: SearchQuery, state: EditorState, { from, to }: Match, most: number): Match[] {
  const result: Match[] = []
  const cursor = query.getCursor(state, from, to)
  for (let step = cursor.next(); !step.done && result.length < most; step = cursor.next()) {
    result.push({ from: step.value.from, to: step.value.to })
  }
  return result
}

/**
 * The matches after a change, at the cost of the changed lines: no match reaches over a break, so that the others are where
 * they were. A list that was cut off at its end does not know what comes next, and is made anew.
 */
function matchesAfter(tr: Transaction, { matches, wanted }: Find): readonly Match[] {
  if (matches.length >= mostMatches) return matchesOf(tr.state, wanted)
  const query = queryOf(wanted)
  if (!query.valid) return nothing
  const lines = changedLines(tr)
  const result = keptMatches(tr, matches, lines)
  for (const stretch of lines) result.push(...matchesIn(query, tr.state, stretch, mostMatches))
  return result.sort((a, b) => a.from - b.from).slice(0, mostMatches)
}

/** Where the changed lines are now, in order, each once. */
function changedLines({ changes, newDoc }: Transaction): Match[] {
  const result: Match[] = []
  changes.iterChangedRanges((_fromA, _toA, fromB, toB) => {
    const { from } = newDoc.lineAt(fromB)
    const { to } = newDoc.lineAt(toB)
    const last = result.at(-1)
    if (last && from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, to) }
    else result.push({ from, to })
  })
  return result
}

/** Where the matches that are in none of the changed lines are now. */
function keptMatches({ changes }: Transaction, matches: readonly Match[], changed: readonly Match[]): Match[] {
  const result: Match[] = []
  let next = 0
  let line = 0
  changes.iterGaps((before, after, length) => {
    while (next < matches.length && matches[next]!.from < before) next++
    for (; next < matches.length && matches[next]!.to <= before + length; next++) {
      const from = matches[next]!.from - before + after
      while (line < changed.length && changed[line]!.to < from) line++
      const inChanged = line < changed.length && changed[line]!.from <= from
      if (!inChanged) result.push({ from, to: matches[next]!.to - before + after })
    }
  })
  return result
}

/** Opens the bar; a selection within a line is looked for. */
export function openFind(replacing: boolean): Command {
  return view => {
    const { state } = view
    const { from, to } = state.selection.main
    const { wanted } = state.field(findField)
    const text = to > from && to <= state.doc.lineAt(from).to ? state.sliceDoc(from, to) : wanted.text
    const effect = { open: true, replacing: replacing && !state.readOnly, wanted: { ...wanted, text } }
    view.dispatch({ effects: change.of(effect) })
    return true
  }
}

export const closeFind: Command = view => {
  view.dispatch({ effects: change.of({ open: false }) })
  return true
}

/** Looks for something else, and goes to the first match from where the selection begins. */
export function look(view: EditorView, wanted: Partial<Wanted>): void {
  view.dispatch({ effects: change.of({ wanted: { ...view.state.field(findField).wanted, ...wanted } }) })
  const { matches } = view.state.field(findField)
  const { from } = view.state.selection.main
  const match = matches.find(other => other.from >= from) ?? matches[0]
  if (match) select(view, match)
}

/** Which match is selected, from 0; -1 if none is. */
export function currentMatch(state: EditorState): number {
  const { from, to } = state.selection.main
  return state.field(findField).matches.findIndex(match => match.from === from && match.to === to)
}

export const nextMatch: Command = view => {
  const { matches } = view.state.field(findField)
  const { to } = view.state.selection.main
  return select(view, matches.find(({ from }) => from >= to) ?? matches[0])
}

export const previousMatch: Command = view => {
  const { matches } = view.state.field(findField)
  const { from } = view.state.selection.main
  return select(view, matches.findLast(({ to }) => to <= from) ?? matches.at(-1))
}

function select(view: EditorView, match: Match | undefined): boolean {
  if (!match) return false
  view.dispatch({
    selection: { anchor: match.from, head: match.to },
    effects: EditorView.scrollIntoView(match.from, { y: 'nearest', yMargin: 96 }),
    userEvent: 'select.search',
  })
  return true
}

/** Puts `text` in the place of the selected match and goes to the next one; if none is selected, it only goes there. */
export function replaceMatch(view: EditorView, text: string): boolean {
  if (view.state.readOnly) return false
  const match = view.state.field(findField).matches[currentMatch(view.state)]
  if (!match) return nextMatch(view)
  replace(view, [match], text)
  view.dispatch({ selection: { anchor: match.from + text.length } })
  nextMatch(view)
  return true
}

/** Puts `text` in the place of every match, however many there are; one undo takes it back. */
export function replaceAll(view: EditorView, text: string): boolean {
  const matches = matchesOf(view.state, view.state.field(findField).wanted, Infinity)
  if (view.state.readOnly || matches.length === 0) return false
  replace(view, matches, text)
  return true
}

/** As bare text, which gets the marks of what it replaces. */
function replace(view: EditorView, matches: readonly Match[], text: string) {
  const changes = matches.map(({ from, to }) => ({ from, to, insert: text }))
  view.dispatch({ changes, annotations: alone.of(true), userEvent: 'input.replace' })
}
