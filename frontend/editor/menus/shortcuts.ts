import type { Extension, Line } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { type Attributes, type Patch, isEmpty, noAttributes } from '../../core/attributes.ts'
import { blockAt, Edit } from '../document/blocks.ts'
import { make, typePatch } from '../document/commands.ts'
import { alone } from '../document/history.ts'
import { completedAddress } from '../document/links.ts'
import { pageOf, stepSpec, storedSpec, typingMarks } from '../document/model.ts'
import { type BlockType, isSource, isVoid, kindOf } from '../document/schema.ts'

/** What a line's beginning becomes when a space follows it. */
const beginnings: readonly [RegExp, Patch][] = [
  [/^#$/, typePatch('heading1')],
  [/^##$/, typePatch('heading2')],
  [/^###$/, typePatch('heading3')],
  [/^[-*+]$/, typePatch('bullet')],
  [/^1[.)]$/, typePatch('number')],
  [/^\[ ?\]$/, typePatch('task')],
  [/^\[[xX]\]$/, { ...typePatch('task'), checked: true }],
  [/^>$/, typePatch('quote')],
  [/^>>$/, typePatch('toggle')],
]

/** Text between signs that becomes marked text when the last sign is typed. */
const enclosed: readonly [RegExp, number, string][] = [
  [/(?<![*\\])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, 2, 'bold'],
  [/(?<![_\\\w])__([^_\s](?:[^_]*[^_\s])?)__$/, 2, 'bold'],
  [/(?<![*\\])\*([^*\s](?:[^*]*[^*\s])?)\*$/, 1, 'italic'],
  [/(?<![_\\\w])_([^_\s](?:[^_]*[^_\s])?)_$/, 1, 'italic'],
  [/(?<![~\\])~~([^~\s](?:[^~]*[^~\s])?)~~$/, 2, 'strike'],
  [/(?<![=\\])==([^=\s](?:[^=]*[^=\s])?)==$/, 2, 'highlight'],
  [/(?<![$\\\w])\$([^$\s](?:[^$]*[^$\s])?)\$$/, 1, 'math'],
  [/(?<![`\\])`([^`]+)`$/, 1, 'code'],
]

/** Markdown as it is typed. The sign itself is typed first, so that one undo takes back the conversion only. */
export function shortcuts(): Extension {
  return EditorView.inputHandler.of((view, from, to, text, insert) => {
    if (view.state.readOnly || text.length !== 1 || from !== to) return false
    const { line, type } = blockAt(view.state, from)
    if (isVoid(type)) return typeBelow(view, line, text)
    if (isSource(type) || isCode(typingMarks(pageOf(view.state), from, to))) return false
    const before = line.text.slice(0, from - line.from)
    const convert = conversion(before, text, type)
    if (!convert) return false
    view.dispatch(insert())
    convert(view, line.from, from + 1)
    return true
  })
}

/** Text that is written as it is. */
const isCode = ({ code, math }: Attributes) => code !== undefined || math !== undefined

type Conversion = (view: EditorView, lineStart: number, caret: number) => void

function conversion(before: string, typed: string, type: BlockType): Conversion | undefined {
  if (type === 'cell') return enclosing(before + typed)
  if (typed === ' ') {
    const callout = type === 'quote' ? /^\[!(\w+)\][+-]?$/.exec(before) : null
    if (callout) return (view, start, caret) => begin(view, start, caret, calloutPatch(callout[1]!))
    const patch = beginnings.find(([pattern]) => pattern.test(before))?.[1]
    return patch ? (view, lineStart, caret) => begin(view, lineStart, caret, patch) : autoLink(before)
  }
  if (before === '``' && typed === '`') {
    return (view, lineStart, caret) => begin(view, lineStart, caret, typePatch('code'))
  }
  if (before === '$' && typed === '$') {
    return (view, lineStart, caret) => begin(view, lineStart, caret, typePatch('math'))
  }
  if (before === '--' && typed === '-') return divide
  return enclosing(before + typed)
}

/** A mark whose last sign has just been typed. */
function enclosing(text: string): Conversion | undefined {
  for (const [pattern, signs, mark] of enclosed) {
    const match = pattern.exec(text)
    if (match) return (view, lineStart, caret) => enclose(view, lineStart + match.index, caret, signs, mark)
  }
  return typedLink(text)
}

/** `[words](address)`, where the last bracket closes the address and none that is part of it. */
function typedLink(text: string): Conversion | undefined {
  const match = /(?<![!\\\]])\[([^[\]]+)\]\(([^\s]+)\)$/.exec(text)
  const [whole, words, address] = match ?? []
  if (!whole || !words || !address || address.split('(').length !== address.split(')').length) return undefined
  const link = completedAddress(address)
  if (!link) return undefined
  return (view, _lineStart, caret) => linkWords(view, caret - whole.length, words.length, caret, link)
}

function linkWords(view: EditorView, from: number, length: number, caret: number, link: string) {
  const edit = new Edit().remove(from, from + 1).remove(from + 1 + length, caret)
  edit.set(from + 1, from + 1 + length, { link })
  make(view, edit.done(), from + length, 'input.format')
}

const calloutPatch = (kind: string) => typePatch('callout', { kind: kindOf(kind) })

function begin(view: EditorView, lineStart: number, caret: number, patch: Patch) {
  make(view, new Edit().remove(lineStart, caret).block(lineStart, patch).done(), lineStart)
}

/** The line becomes a divider, and writing goes on below it. */
function divide(view: EditorView, lineStart: number, caret: number) {
  const edit = new Edit().remove(lineStart, caret).block(lineStart, { ...typePatch('divider'), indent: null })
  make(view, edit.insert(caret, '\n').done(), lineStart + 1)
}

function typeBelow(view: EditorView, line: Line, text: string): true {
  return make(view, new Edit().insert(line.to, '\n').insert(line.to, text).done(), line.to + 1 + text.length)
}

function enclose(view: EditorView, from: number, caret: number, signs: number, mark: string) {
  const { state } = view
  const around = typingMarks(pageOf(state), from, from)
  const edit = new Edit().remove(from, from + signs).remove(caret - signs, caret)
  edit.set(from + signs, caret - signs, { [mark]: mark === 'highlight' ? 'yellow' : true })
  view.dispatch({
    ...stepSpec(state, edit.done(), [alone.of(true)]),
    ...storedSpec(without(around, mark)),
    selection: { anchor: caret - 2 * signs },
    userEvent: 'input.format',
  })
}

function without(attributes: Attributes, mark: string): Attributes {
  const { [mark]: _, ...rest } = attributes
  return isEmpty(rest) ? noAttributes : rest
}

/** An address becomes a link when a space is typed behind it. */
function autoLink(before: string): Conversion | undefined {
  const match = /(?:^|[\s(])((?:https?:\/\/|www\.)[^\s<>"]+?)[.,;:!?)]*$/.exec(before)
  const link = match && completedAddress(match[1]!)
  if (!link) return undefined
  return (view, lineStart, caret) => {
    const from = lineStart + before.lastIndexOf(match[1]!)
    const to = from + match[1]!.length
    if (pageOf(view.state).at(from).link !== undefined) return
    make(view, new Edit().set(from, to, { link }).done(), caret, 'input.format')
  }
}
