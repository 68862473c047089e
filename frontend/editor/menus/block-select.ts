import { type EditorState, type Extension, Prec, type Range, StateEffect, StateField } from '@codemirror/state'
import {
  type Command,
  Decoration,
  type DecorationSet,
  EditorView,
  ViewPlugin,
  type ViewUpdate,
  keymap,
} from '@codemirror/view'
import { noAttributes } from '../../core/attributes.ts'
import { word } from '../../core/words.ts'
import { type Lines, linesAt } from './block-menu.ts'
import { Edit, becomes, blockAt, blockNumber } from '../document/blocks.ts'
import { make } from '../document/commands.ts'
import { drawnRanges } from '../draw/draw.ts'
import { isFolded } from '../document/folding.ts'
import { isRemote } from '../document/model.ts'
import { deleteSpec, duplicateSpec } from '../document/move.ts'

/*
 * Whole blocks are selected as text is, from the start of the first line to the end of the last one, so that all commands
 * work on them; that blocks are meant is only a flag.
 */

const pick = StateEffect.define<boolean>()
/** What may be done to blocks without losing their selection. */
const keeps = ['move', 'input.format', 'input.indent']

const picked = StateField.define<boolean>({
  create: () => false,
  update(value, tr) {
    for (const effect of tr.effects) if (effect.is(pick)) return effect.value
    if (!value || isRemote(tr)) return value
    if (tr.docChanged || tr.selection) return keeps.some(event => tr.isUserEvent(event))
    return value
  },
  provide: field =>
    EditorView.editorAttributes.from(field, value =>
      value ? { class: 'atoll-picking' } : ({} as Record<string, string>),
    ),
})

export const blocksPicked = (state: EditorState): boolean => state.field(picked, false) === true

/** The lines that are one block for the selection. */
function unit(state: EditorState, lineNumber: number): Lines {
  const block = blockNumber(state, lineNumber)!
  if (block.type === 'code' || block.type === 'math' || block.type === 'callout' || block.type === 'cell') {
    return linesAt(state.update({ selection: { anchor: block.line.from } }).state, block.line.from)
  }
  if (isFolded(state, block.line.from)) {
    return linesAt(state.update({ selection: { anchor: block.line.from } }).state, block.line.from)
  }
  return { first: lineNumber, last: lineNumber }
}

/** Selects the blocks from the one of line `anchor` to the one of line `head`. */
export function pickBlocks(view: EditorView, anchor: number, head: number): true {
  const { state } = view
  const a = unit(state, anchor)
  const b = unit(state, head)
  const forward = b.last >= a.last
  const from = state.doc.line(Math.min(a.first, b.first)).from
  const to = state.doc.line(Math.max(a.last, b.last)).to
  const count = Math.abs(head - anchor) + 1
  view.dispatch({
    selection: forward ? { anchor: from, head: to } : { anchor: to, head: from },
    effects: [
      pick.of(true),
      EditorView.announce.of(count === 1 ? word('editor.block-selected') : word('editor.blocks-selected', count)),
    ],
    scrollIntoView: true,
    userEvent: 'select',
  })
  return true
}

const lineOf = (state: EditorState, position: number) => state.doc.lineAt(position).number

/** So long Tab leaves the text after Escape, in milliseconds; any other key ends that. */
const tabLeaves = 20_000

/** Selects the block; a second time it leaves the selection, and Tab then leaves the text, in which it would indent. */
const enterOrLeave: Command = view => {
  const { state } = view
  const { main } = state.selection
  if (!blocksPicked(state)) return pickBlocks(view, lineOf(state, main.anchor), lineOf(state, main.head))
  view.dispatch({
    selection: { anchor: main.head },
    effects: [pick.of(false), EditorView.announce.of(word('editor.tab-leaves'))],
    userEvent: 'select',
  })
  view.setTabFocusMode(tabLeaves)
  return true
}

const whenPicked =
  (run: Command): Command =>
  view =>
    blocksPicked(view.state) && run(view)

const step = (way: 1 | -1, extend: boolean): Command =>
  whenPicked(view => {
    const { state } = view
    const { main } = state.selection
    const here = unit(state, lineOf(state, main.head))
    const next = way < 0 ? here.first - 1 : here.last + 1
    const head = next < 1 || next > state.doc.lines ? lineOf(state, main.head) : next
    return pickBlocks(view, extend ? lineOf(state, main.anchor) : head, head)
  })

function pickedLines(state: EditorState): Lines {
  const { from } = state.selection.main
  return linesAt(state, from)
}

const remove: Command = whenPicked(view => {
  if (view.state.readOnly) return true
  const { first, last } = pickedLines(view.state)
  view.dispatch({ ...deleteSpec(view.state, first, last), scrollIntoView: true })
  return true
})

const duplicate: Command = whenPicked(view => {
  if (view.state.readOnly) return true
  const { first, last } = pickedLines(view.state)
  view.dispatch({ ...duplicateSpec(view.state, first, last), scrollIntoView: true })
  return true
})

const write: Command = whenPicked(view => {
  const { main } = view.state.selection
  view.dispatch({ selection: { anchor: main.to }, effects: pick.of(false), scrollIntoView: true, userEvent: 'select' })
  return true
})

const all: Command = whenPicked(view => pickBlocks(view, 1, view.state.doc.lines))

/** Typed text takes the place of the selected blocks. */
function typeOver(view: EditorView, text: string): true {
  const { state } = view
  const { first, last } = pickedLines(state)
  const { from } = state.doc.line(first)
  const plain = becomes(blockAt(state, from).attributes, noAttributes)
  const edit = new Edit().remove(from, state.doc.line(last).to).block(from, plain)
  return make(view, edit.insert(from, text).done(), from + text.length, 'input.type')
}

const line = Decoration.line({ class: 'atoll-picked' })

const drawn = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet

    constructor(view: EditorView) {
      this.decorations = draw(view)
    }

    update(update: ViewUpdate) {
      const now = blocksPicked(update.state)
      if (now || now !== blocksPicked(update.startState)) this.decorations = draw(update.view)
    }
  },
  { decorations: plugin => plugin.decorations },
)

function draw(view: EditorView): DecorationSet {
  const { state } = view
  if (!blocksPicked(state)) return Decoration.none
  const ranges: Range<Decoration>[] = []
  const { main } = state.selection
  for (const { from, to } of drawnRanges(view)) {
    for (let at = Math.max(from, main.from); at <= Math.min(to, main.to);) {
      const { from: start, to: end } = state.doc.lineAt(at)
      ranges.push(line.range(start))
      at = end + 1
    }
  }
  return Decoration.set(ranges, true)
}

/** Escape selects the block; arrows go on, with Shift they extend; Delete and typing act on what is selected. */
export const blockSelection: Extension = [
  picked,
  drawn,
  Prec.highest(
    EditorView.domEventHandlers({
      beforeinput(event, view) {
        if (!blocksPicked(view.state) || view.state.readOnly || event.isComposing) return false
        if (event.inputType !== 'insertText' || !event.data) return false
        event.preventDefault()
        return typeOver(view, event.data)
      },
    }),
  ),
  Prec.highest(
    keymap.of([
      { key: 'ArrowUp', run: step(-1, false), shift: step(-1, true) },
      { key: 'ArrowDown', run: step(1, false), shift: step(1, true) },
      { key: 'Backspace', run: remove },
      { key: 'Delete', run: remove },
      { key: 'Enter', run: write },
      { key: 'Mod-d', run: duplicate, preventDefault: true },
      { key: 'Mod-a', run: all },
    ]),
  ),
  keymap.of([{ key: 'Escape', run: enterOrLeave }]),
]
