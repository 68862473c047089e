import { SearchQuery } from '@codemirror/search'
import { type EditorState, StateEffect, StateField, type Text } from '@codemirror/state'
import { type Command, Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import { alone } from './history.ts'

/** So many matches are looked for; a page with more of them is not read by looking for this. */
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
    const same = next.open === value.open && next.wanted === value.wanted && !tr.docChanged
    if (same) return next
    return { ...next, matches: next.open ? matchesOf(tr.state, tr.newDoc, next.wanted) : nothing }
  },
  provide: field => [
    EditorView.decorations.from(field, drawn),
    EditorView.decorations.compute([field, 'selection'], drawnCurrent),
  ],
})

export const findOpen = (state: EditorState): boolean => state.field(findField, false)?.open === true

function matchesOf(state: EditorState, doc: Text, { text, matchCase, wholeWord }: Wanted): readonly Match[] {
  const query = new SearchQuery({ search: text, caseSensitive: matchCase, wholeWord, literal: true })
  if (!query.valid) return nothing
  const result: Match[] = []
  const cursor = query.getCursor(wholeWord ? state : doc)
  for (let step = cursor.next(); !step.done && result.length < mostMatches; step = cursor.next()) {
    result.push({ from: step.value.from, to: step.value.to })
  }
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

/** Puts `text` in the place of every match; one undo takes it back. */
export function replaceAll(view: EditorView, text: string): boolean {
  const { matches } = view.state.field(findField)
  if (view.state.readOnly || matches.length === 0) return false
  replace(view, matches, text)
  return true
}

/** As bare text, which gets the marks of what it replaces. */
function replace(view: EditorView, matches: readonly Match[], text: string) {
  const changes = matches.map(({ from, to }) => ({ from, to, insert: text }))
  view.dispatch({ changes, annotations: alone.of(true), userEvent: 'input.replace' })
}
