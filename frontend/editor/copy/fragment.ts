import type { EditorState } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { type Attributes, isEmpty, noAttributes, sameAttributes } from '../../core/attributes.ts'
import { type Block, Edit, blockAt, deepest, describing, indentOf } from '../document/blocks.ts'
import { isList, isSource, isVoid, typeOf } from '../document/schema.ts'
import { make } from '../document/commands.ts'
import { type Piece, type FragmentLine, type Fragment, lineText } from './line.ts'
import { withNewTables } from './table-lines.ts'
import { marksOf, pageOf } from '../document/model.ts'

/** The stretch [from, to) of a page. Of a part of one block only the text is taken. */
export function fragmentOf(state: EditorState, from: number, to: number): Fragment {
  const page = pageOf(state)
  const lines: FragmentLine[] = []
  for (let position = from; position <= to;) {
    const line = state.doc.lineAt(position)
    const end = Math.min(line.to, to)
    const pieces = page
      .runs(position, end)
      .map(run => ({ text: state.sliceDoc(run.from, run.to), marks: marksOf(run.attributes) }))
    const part = from > line.from && lines.length === 0
    lines.push({ attributes: part ? noAttributes : describing(page.block(line.from)), pieces })
    position = line.to + 1
  }
  const only = lines.length === 1 && to < state.doc.lineAt(to).to
  return only ? [{ ...lines[0]!, attributes: noAttributes }] : lines
}

/** Puts a fragment in the place of [from, to), as one gesture. */
export function insertFragment(view: EditorView, from: number, to: number, fragment: Fragment): void {
  const { state } = view
  const block = blockAt(state, from)
  const end = state.doc.lineAt(to).to
  const lines = fitted(block, withNewTables(fragment))
  const edit = new Edit().remove(from, to)
  let caret = from
  const put = (text: string, attributes: Attributes) => {
    edit.insert(from, text, attributes)
    caret += text.length
  }
  const fresh = from === block.line.from && to === end
  const [first] = lines
  if (first && fresh && block.type === 'paragraph' && !isEmpty(first.attributes)) {
    edit.block(block.line.from, { type: null, indent: null, ...first.attributes })
  } else if (first && standsAlone(first)) put('\n', first.attributes)
  lines.forEach((line, i) => {
    if (i > 0) put('\n', line.attributes)
    for (const { text, marks } of line.pieces) put(text, marks)
  })
  const last = lines.at(-1)
  if (last && standsAlone(last)) put('\n', noAttributes)
  make(view, edit.done(), caret, 'input.paste')
}

/** Whether no text of a neighbour may be joined to it. */
function standsAlone({ attributes }: FragmentLine): boolean {
  const type = typeOf(attributes)
  return isVoid(type) || type === 'cell' || type === 'image'
}

/** What is pasted into a list item goes below it; into code, only the text goes. */
function fitted(target: Block, fragment: Fragment): Fragment {
  if (isSource(target.type)) {
    const attributes = describing(target.attributes)
    return fragment.map(line => ({ attributes, pieces: [{ text: lineText(line), marks: noAttributes }] }))
  }
  if (!isList(target.type) || target.indent === 0) return fragment
  return fragment.map(line => {
    if (!isList(typeOf(line.attributes))) return line
    const indent = Math.min(deepest, indentOf(line.attributes) + target.indent)
    return { ...line, attributes: { ...line.attributes, indent } }
  })
}

/** Collects lines; text that comes before any line opens a plain one. */
export class FragmentBuilder {
  readonly #lines: { attributes: Attributes; pieces: Piece[] }[] = []

  get empty(): boolean {
    return this.#lines.length === 0
  }

  line(attributes: Attributes = noAttributes): this {
    this.#lines.push({ attributes, pieces: [] })
    return this
  }

  text(text: string, marks: Attributes = noAttributes): this {
    if (text === '') return this
    if (this.empty) this.line()
    const { pieces } = this.#lines.at(-1)!
    const last = pieces.at(-1)
    if (last && sameAttributes(last.marks, marks)) pieces[pieces.length - 1] = { text: last.text + text, marks }
    else pieces.push({ text, marks })
    return this
  }

  done(): Fragment {
    return this.#lines
  }
}

/** Bare text, a line each. */
export function plainFragment(text: string): Fragment {
  const builder = new FragmentBuilder()
  for (const line of text.split(/\r\n?|\n/)) builder.line().text(line)
  return builder.done()
}
