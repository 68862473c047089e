import type { EditorState } from '@codemirror/state'
import type { Command, EditorView } from '@codemirror/view'
import type { Patch, Value } from '../core/attributes.ts'
import { isEmpty, noAttributes } from '../core/attributes.ts'
import type { Step } from '../core/page.ts'
import { type Block, Edit, blockAt, blockNumber, blockOnly, deepest, isList, selectedBlocks } from './blocks.ts'
import { alone } from './history.ts'
import { marksOf, pageField, pageOf, stepSpec, storedSpec, typingMarks } from './model.ts'

/** Dispatches a step as one gesture; the caret goes to `anchor`, a position of the text after it, or is mapped. */
export function make(view: EditorView, step: Step, anchor?: number, userEvent = 'input'): true {
  const selection = anchor === undefined ? {} : { selection: { anchor } }
  view.dispatch({ ...stepSpec(view.state, step, [alone.of(true)]), ...selection, scrollIntoView: true, userEvent })
  return true
}

/** Takes away what only some types of blocks have. */
export const plain: Patch = { type: null, checked: null, language: null }

/** The patch that makes a block of a type; what only other types have goes. */
export function typePatch(type: string, language?: string): Patch {
  if (type === 'paragraph') return plain
  return { ...plain, type, ...(type === 'code' && language ? { language } : {}) }
}

/** The attributes of the block that Enter in a block begins. */
function following({ type, attributes, indent }: Block) {
  const { checked: _, ...rest } = blockOnly(attributes)
  if (isList(type) || type === 'quote' || type === 'code') return rest
  return indent ? { indent } : noAttributes
}

export const enter: Command = view => {
  const { state } = view
  if (state.readOnly) return false
  const { from, to, empty } = state.selection.main
  const block = blockAt(state, from)
  const { line, type, indent } = block
  if (empty && line.length === 0) {
    if (isList(type) && indent > 0) return make(view, outdented([block]), from)
    if (isList(type) || type === 'quote') return make(view, new Edit().block(line.from, plain).done(), from)
    if (type === 'code' && endsCode(state, block)) return leaveCode(view, block)
  }
  if (empty && from === line.from && line.length > 0 && type !== 'code') return openAbove(view, block)
  const edit = new Edit().remove(from, to)
  let text = ''
  if (type === 'code') text = /^[ \t]*/.exec(line.text.slice(0, from - line.from))![0]
  edit.insert(from, '\n', following(block))
  if (text) edit.insert(from, text)
  return make(view, edit.done(), from + 1 + text.length, 'input.enter')
}

/** At the start of a block: the new, empty one comes before it, and this one keeps its break with all that hangs on it. */
function openAbove(view: EditorView, block: Block): true {
  const { line } = block
  const attributes = following(block)
  const edit = new Edit()
  if (line.from > 0) edit.insert(line.from - 1, '\n', attributes)
  else {
    edit.insert(0, '\n', blockOnly(block.attributes))
    edit.block(0, { ...plain, indent: null, ...attributes })
  }
  return make(view, edit.done(), line.from + 1, 'input.enter')
}

function endsCode(state: EditorState, { line }: Block): boolean {
  const before = blockNumber(state, line.number - 1)
  const after = blockNumber(state, line.number + 1)
  return after?.type !== 'code' && before?.type === 'code' && before.line.length === 0
}

/** The second empty line at the end of code becomes a paragraph, and the first one goes. */
function leaveCode(view: EditorView, { line }: Block): true {
  const edit = new Edit().block(line.from, plain)
  edit.remove(line.from - 2, line.from - 1)
  const first = line.from - 2 < 0
  return make(view, edit.done(), first ? line.from : line.from - 1)
}

/** A new block of the plain kind below, wherever the caret is in its line. */
export const enterBelow: Command = view => {
  if (view.state.readOnly) return false
  const { line, indent, type } = blockAt(view.state, view.state.selection.main.head)
  if (type === 'task') return toggleChecked(view)
  const edit = new Edit().insert(line.to, '\n', indent ? { indent } : noAttributes)
  return make(view, edit.done(), line.to + 1, 'input.enter')
}

export const backspace: Command = view => {
  const { state } = view
  const { empty, from } = state.selection.main
  if (state.readOnly || !empty || state.selection.ranges.length > 1) return false
  const block = blockAt(state, from)
  const { line, type, indent } = block
  if (from !== line.from) return false
  const previous = blockNumber(state, line.number - 1)
  if (type === 'code' && previous?.type === 'code') return join(view, previous, block)
  if (type !== 'paragraph') return make(view, new Edit().block(line.from, plain).done(), from, 'delete.format')
  if (indent > 0) return make(view, outdented([block]), from, 'delete.format')
  return previous ? join(view, previous, block) : true
}

export const deleteForward: Command = view => {
  const { state } = view
  const { empty, from } = state.selection.main
  if (state.readOnly || !empty || state.selection.ranges.length > 1) return false
  const block = blockAt(state, from)
  const next = blockNumber(state, block.line.number + 1)
  if (from !== block.line.to) return false
  return next ? join(view, block, next) : true
}

/** Joins two neighbours; what is empty or a divider goes, so that the other one keeps its format. */
function join(view: EditorView, upper: Block, lower: Block): true {
  const edit = new Edit()
  if (lower.type === 'divider') {
    edit.remove(lower.line.from - 1, lower.line.to)
    return make(view, edit.done(), Math.min(view.state.selection.main.head, upper.line.to), 'delete')
  }
  const dropsUpper = upper.type === 'divider' || (upper.line.length === 0 && lower.type !== 'paragraph')
  if (!dropsUpper) {
    edit.remove(upper.line.to, lower.line.from)
    return make(view, edit.done(), upper.line.to, 'delete')
  }
  if (upper.line.from > 0) edit.remove(upper.line.from - 1, upper.line.to)
  else {
    edit.remove(upper.line.from, lower.line.from)
    edit.block(0, { ...plain, indent: null, ...blockOnly(lower.attributes) })
  }
  return make(view, edit.done(), upper.line.from, 'delete')
}

/** With the blocks that are nested below the last one. */
export function withNested(state: EditorState, blocks: readonly Block[]): Block[] {
  const result = [...blocks]
  const last = blocks.at(-1)!
  for (let n = last.line.number + 1; n <= state.doc.lines; n++) {
    const next = blockNumber(state, n)!
    if (next.indent <= last.indent || next.type === 'code') break
    result.push(next)
  }
  return result
}

function outdented(blocks: readonly Block[]): Step {
  const edit = new Edit()
  for (const { line, indent } of blocks)
    if (indent > 0) edit.block(line.from, { indent: indent > 1 ? indent - 1 : null })
  return edit.done()
}

const canIndent = ({ type }: Block) => isList(type) || type === 'paragraph' || type === 'quote'

export const indentMore: Command = view => {
  const { state } = view
  if (state.readOnly) return false
  const selected = selectedBlocks(state)
  if (selected.every(block => block.type === 'code')) return indentCode(view, selected)
  const above = blockNumber(state, selected[0]!.line.number - 1)
  const room = above && (canIndent(above) || above.type === 'code') ? above.indent + 1 : 0
  if (selected[0]!.indent >= Math.min(room, deepest)) return true
  const edit = new Edit()
  for (const block of withNested(state, selected)) {
    if (canIndent(block)) edit.block(block.line.from, { indent: Math.min(deepest, block.indent + 1) })
  }
  return make(view, edit.done(), undefined, 'input.indent')
}

export const indentLess: Command = view => {
  const { state } = view
  if (state.readOnly) return false
  const selected = selectedBlocks(state)
  if (selected.every(block => block.type === 'code')) return outdentCode(view, selected)
  return make(view, outdented(withNested(state, selected)), undefined, 'input.indent')
}

function indentCode(view: EditorView, blocks: readonly Block[]): true {
  const { from, to, empty } = view.state.selection.main
  if (empty || blocks.length === 1) {
    return make(view, new Edit().remove(from, to).insert(from, '  ').done(), from + 2, 'input.type')
  }
  const edit = new Edit()
  for (const { line } of blocks) edit.insert(line.from, '  ')
  return make(view, edit.done(), undefined, 'input.indent')
}

function outdentCode(view: EditorView, blocks: readonly Block[]): true {
  const edit = new Edit()
  for (const { line } of blocks) edit.remove(line.from, line.from + /^(\t| {0,2})/.exec(line.text)![0].length)
  return make(view, edit.done(), undefined, 'input.indent')
}

/** Gives the selected blocks a type; if all have it already, they become paragraphs. */
export function setBlockType(type: string): Command {
  return view => {
    const { state } = view
    if (state.readOnly) return false
    const blocks = selectedBlocks(state)
    const wanted = blocks.every(block => block.type === type) ? 'paragraph' : type
    const edit = new Edit()
    for (const { line } of blocks) edit.block(line.from, typePatch(wanted))
    return make(view, edit.done(), undefined, 'input.format')
  }
}

export function toggleCheckedAt(view: EditorView, lineStart: number): true {
  const { attributes } = blockAt(view.state, lineStart)
  return make(view, new Edit().block(lineStart, { checked: attributes.checked === true ? null : true }).done())
}

const toggleChecked = (view: EditorView): true => {
  const tasks = selectedBlocks(view.state).filter(block => block.type === 'task')
  const checked = tasks.every(block => block.attributes.checked === true) ? null : true
  const edit = new Edit()
  for (const { line } of tasks) edit.block(line.from, { checked })
  return make(view, edit.done())
}

/** Whether all of the selected text has the mark; at a bare caret, whether typed text would get it. */
export function hasMark(state: EditorState, mark: string): boolean {
  const page = pageOf(state)
  const { main } = state.selection
  if (main.empty) {
    const marks = state.field(pageField).stored ?? typingMarks(page, main.from, main.to)
    return marks[mark] !== undefined
  }
  let some = false
  for (const { from, to } of textRanges(state)) {
    for (const run of page.runs(from, to)) {
      if (run.attributes[mark] === undefined) return false
      some = true
    }
  }
  return some
}

interface Stretch {
  readonly from: number
  readonly to: number
}

/** The stretches of text that the ranges hold, without breaks. */
export function* textRanges(
  state: EditorState,
  ranges: readonly Stretch[] = state.selection.ranges,
): Generator<Stretch> {
  for (const { from, to } of ranges) {
    for (let position = from; position < to;) {
      const line = state.doc.lineAt(position)
      if (Math.min(line.to, to) > position) yield { from: position, to: Math.min(line.to, to) }
      position = line.to + 1
    }
  }
}

/** Whether any text is selected. */
export const hasText = (state: EditorState): boolean => !textRanges(state).next().done

export function setMark(view: EditorView, mark: string, value: Value | null): boolean {
  const { state } = view
  if (state.readOnly) return false
  const { main } = state.selection
  if (main.empty) {
    const marks = { ...(state.field(pageField).stored ?? typingMarks(pageOf(state), main.from, main.to)) }
    if (value === null) delete marks[mark]
    else marks[mark] = value
    view.dispatch(storedSpec(isEmpty(marks) ? noAttributes : marks))
    return true
  }
  const edit = new Edit()
  for (const { from, to } of textRanges(state)) edit.set(from, to, { [mark]: value })
  return make(view, edit.done(), undefined, 'input.format')
}

export const toggleMark =
  (mark: string): Command =>
  view =>
    setMark(view, mark, hasMark(view.state, mark) ? null : true)

/** Takes all marks off the selected text. */
export const clearMarks: Command = view => {
  const page = pageOf(view.state)
  const edit = new Edit()
  for (const { from, to } of textRanges(view.state)) {
    for (const run of page.runs(from, to)) {
      const names = Object.keys(marksOf(run.attributes))
      if (names.length) edit.set(run.from, run.to, Object.fromEntries(names.map(name => [name, null])))
    }
  }
  return make(view, edit.done(), undefined, 'input.format')
}
