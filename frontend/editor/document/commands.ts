import type { EditorState, Line, TransactionSpec } from '@codemirror/state'
import type { Command, EditorView } from '@codemirror/view'
import type { Attributes, Patch, Value } from '../../core/attributes.ts'
import { isEmpty, noAttributes } from '../../core/attributes.ts'
import { DeltaBuilder, isInsert, isKeep, partLength } from '../../core/delta.ts'
import type { Page, Step } from '../../core/page.ts'
import {
  type Block,
  Edit,
  blockAt,
  blockNumber,
  blockOnly,
  deepest,
  describing,
  firstBecomes,
  selectedBlocks,
} from './blocks.ts'
import { isHeading, isList, isRun, isSource, isVoid, ofTypes } from './schema.ts'
import { isFolded, nestedEnd } from './folding.ts'
import { alone } from './history.ts'
import { knownLanguage } from './languages.ts'
import { pageField, pageOf, stepSpec, storedSpec, typingMarks } from './model.ts'

/** The part of a transaction that makes a step as a gesture of its own. */
export function gesture(state: EditorState, step: Step): TransactionSpec {
  return stepSpec(state, lean(step, pageOf(state)), [alone.of(true)])
}

/** Dispatches a step as one gesture; the caret goes to `anchor`, a position of the text after it, or is mapped. */
export function make(view: EditorView, step: Step, anchor?: number, userEvent = 'input'): true {
  const selection = anchor === undefined ? {} : { selection: { anchor } }
  view.dispatch({ ...gesture(view.state, step), ...selection, scrollIntoView: true, userEvent })
  return true
}

/** Takes away what only some types of blocks have. */
export const plain: Patch = Object.fromEntries(['type', ...ofTypes].map(name => [name, null]))

/** The patch that makes a block of a type; what only other types have goes. */
export function typePatch(type: string, more: Patch = {}): Patch {
  return type === 'paragraph' ? plain : { ...plain, type, ...more }
}

/** The same step without clearing what is not there. */
export function lean(step: Step, page: Page): Step {
  if (!step.first && !step.delta.some(part => isKeep(part) && part.set)) return step
  const result = new DeltaBuilder()
  let position = 0
  for (const part of step.delta) {
    if (isKeep(part) && part.set && part.keep === 1) result.keep(1, needed(part.set, page.at(position)))
    else result.add(part)
    if (!isInsert(part)) position += partLength(part)
  }
  return { delta: result.done(), first: step.first && needed(step.first, page.first) }
}

function needed(patch: Patch, attributes: Attributes): Patch {
  return Object.fromEntries(Object.entries(patch).filter(([key, value]) => value !== null || key in attributes))
}

/** The attributes of the block that Enter in a block begins. */
function following({ type, attributes, indent }: Block): Attributes {
  const nested = indent ? { indent } : noAttributes
  if (type === 'bullet' || type === 'number' || type === 'task' || type === 'quote') return { type, ...nested }
  if (isRun(type) || type === 'toggle') {
    const { checked: _, folded: __, anchor: ___, ...rest } = describing(attributes)
    return rest
  }
  return nested
}

export const enter: Command = view => {
  const { state } = view
  if (state.readOnly) return false
  const { from, to, empty } = state.selection.main
  const block = blockAt(state, from)
  const { line, type, indent } = block
  if (type === 'cell') return true
  if (empty && line.length === 0) {
    if (isList(type) && indent > 0) return make(view, outdented([block]), from)
    if (isList(type) || type === 'quote' || type === 'callout') {
      return make(view, new Edit().block(line.from, plain).done(), from)
    }
    if (isSource(type) && endsSource(state, block)) return leaveSource(view, block)
  }
  if (empty && from === line.to && namesLanguage(state, block)) return takeLanguage(view, block)
  if (empty && from === line.from && line.length > 0 && !isSource(type)) return openAbove(view, block)
  if (type === 'toggle' && to <= line.to) return enterToggle(view, block)
  const edit = new Edit().remove(from, to)
  let text = ''
  if (isSource(type)) text = /^[ \t]*/.exec(line.text.slice(0, from - line.from))![0]
  edit.insert(from, '\n', following(block))
  if (text) edit.insert(from, text)
  return make(view, edit.done(), from + 1 + text.length, 'input.enter')
}

/** In an open toggle what follows is nested in it; behind a folded one comes another toggle. */
function enterToggle(view: EditorView, block: Block): true {
  const { state } = view
  const { from, to } = state.selection.main
  const { line, indent } = block
  const edit = new Edit()
  if (isFolded(state, line.from) && from === line.to) {
    const end = nestedEnd(state, line.number, indent)
    return make(view, edit.insert(end, '\n', following(block)).done(), end + 1, 'input.enter')
  }
  edit.remove(from, to).insert(from, '\n', { indent: Math.min(deepest, indent + 1) })
  if (block.attributes.folded) edit.block(line.from, { folded: null })
  return make(view, edit.done(), from + 1, 'input.enter')
}

/** At the start of a block: the new, empty one comes before it, and this one keeps its break with all that hangs on it. */
function openAbove(view: EditorView, block: Block): true {
  const { line } = block
  const attributes = following(block)
  const edit = new Edit()
  if (line.from > 0) edit.insert(line.from - 1, '\n', attributes)
  else {
    edit.insert(0, '\n', blockOnly(block.attributes))
    edit.block(0, firstBecomes(pageOf(view.state), attributes))
  }
  return make(view, edit.done(), line.from + 1, 'input.enter')
}

function endsSource(state: EditorState, { line, type }: Block): boolean {
  const before = blockNumber(state, line.number - 1)
  const after = blockNumber(state, line.number + 1)
  return after?.type !== type && before?.type === type && before.line.length === 0
}

/** Whether all that the code holds is the name of a language, as it is written behind a fence. */
function namesLanguage(state: EditorState, { line, type, attributes }: Block): boolean {
  if (type !== 'code' || attributes.language !== undefined || !knownLanguage(line.text)) return false
  const code = (n: number) => blockNumber(state, n)?.type === 'code'
  return !code(line.number - 1) && !code(line.number + 1)
}

function takeLanguage(view: EditorView, { line }: Block): true {
  const language = line.text.toLowerCase()
  const edit = new Edit().remove(line.from, line.to).block(line.from, { language })
  return make(view, edit.done(), line.from)
}

/** The second empty line at the end of code or of a formula becomes a paragraph, and the first one goes. */
function leaveSource(view: EditorView, { line }: Block): true {
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
  if (from !== line.from) return deleteLetter(view, line, from, -1)
  const previous = blockNumber(state, line.number - 1)
  if (type === 'cell') return true
  if (isSource(type) && previous?.type === type) return join(view, previous, block)
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
  if (from !== block.line.to) return deleteLetter(view, block.line, from, 1)
  return next ? join(view, block, next) : true
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** Units of the longest letter that is looked for. */
const longestLetter = 64

/** Deletes a letter of several units as a whole: an emoji with its parts, a letter with its accents. */
function deleteLetter(view: EditorView, line: Line, from: number, way: 1 | -1): boolean {
  const at = from - line.from
  const around =
    way < 0 ? line.text.slice(Math.max(0, at - longestLetter), at) : line.text.slice(at, at + longestLetter)
  // Plain letters are left to the editor.
  if ((around.at(way < 0 ? -1 : 0) ?? '') <= '\u02ff' && (way < 0 || (around[1] ?? '') <= '\u02ff')) return false
  const parts = Array.from(letters.segment(around), part => part.segment)
  const { length } = (way < 0 ? parts.at(-1) : parts[0]) ?? ''
  if (length < 2) return false
  const [start, end] = way < 0 ? [from - length, from] : [from, from + length]
  view.dispatch({ changes: { from: start, to: end }, scrollIntoView: true, userEvent: 'delete' })
  return true
}

/** Joins two neighbours; what is empty or holds no text goes, so that the other one keeps its format. */
function join(view: EditorView, upper: Block, lower: Block): true {
  const edit = new Edit()
  const { head } = view.state.selection.main
  if (lower.type === 'image' && lower.line.length > 0) return true
  if (upper.type === 'image' && lower.line.length > 0 && lower.type !== 'image') {
    // Text does not become a caption by itself.
    view.dispatch({ selection: { anchor: head === upper.line.to ? head : upper.line.to }, userEvent: 'select' })
    return true
  }
  if (isVoid(lower.type) || lower.type === 'image') {
    edit.remove(lower.line.from - 1, lower.line.to)
    return make(view, edit.done(), Math.min(head, upper.line.to), 'delete')
  }
  const dropsUpper = isVoid(upper.type) || (upper.line.length === 0 && lower.type !== 'paragraph')
  if (!dropsUpper) {
    edit.remove(upper.line.to, lower.line.from)
    return make(view, edit.done(), upper.line.to, 'delete')
  }
  if (upper.line.from > 0) edit.remove(upper.line.from - 1, upper.line.to)
  else {
    edit.remove(upper.line.from, lower.line.from)
    edit.block(0, firstBecomes(pageOf(view.state), blockOnly(lower.attributes)))
  }
  return make(view, edit.done(), upper.line.from, 'delete')
}

/** With the blocks that are nested below the last one. */
export function withNested(state: EditorState, blocks: readonly Block[]): Block[] {
  const result = [...blocks]
  const last = blocks.at(-1)!
  for (let n = last.line.number + 1; n <= state.doc.lines; n++) {
    const next = blockNumber(state, n)!
    if (next.indent <= last.indent || isSource(next.type)) break
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

const canIndent = ({ type }: Block) => !isHeading(type) && !isSource(type) && type !== 'divider' && type !== 'cell'

export const indentMore: Command = view => {
  const { state } = view
  if (state.readOnly) return false
  const selected = selectedBlocks(state)
  if (selected.every(block => isSource(block.type))) return indentCode(view, selected)
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
  if (selected.every(block => isSource(block.type))) return outdentCode(view, selected)
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
export function setBlockType(type: string, more: Patch = {}): Command {
  return view => {
    const { state } = view
    if (state.readOnly) return false
    const blocks = selectedBlocks(state).filter(block => block.type !== 'cell')
    const wanted = blocks.every(block => block.type === type) ? 'paragraph' : type
    const edit = new Edit()
    for (const { line } of blocks) edit.block(line.from, typePatch(wanted, more))
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
  (mark: string, value: Value = true): Command =>
  view =>
    setMark(view, mark, hasMark(view.state, mark) ? null : value)
