import { EditorState, type TransactionSpec } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { Attributes, Value } from '../core/attributes.ts'
import { Edit, blockOnly } from '../editor/document/blocks.ts'
import { Page, type Step, runsOf } from '../core/page.ts'
import { findField } from '../editor/find/find.ts'
import { foldField } from '../editor/document/folding.ts'
import { history } from '../editor/document/history.ts'
import { loadSpec, marksOf, pageOf, remoteSpec } from '../editor/document/model.ts'
import { shortcuts } from '../editor/menus/shortcuts.ts'

/**
 * Pages as they are written in tests: a line each, `<bullet 1>` in front for block attributes (type, indent, `checked`,
 * `language=js`), `{bold words}` or `{link=https://example.org words}` for marks, `|` for the caret, twice for a selection.
 */
export function stateOf(written: string): EditorState {
  const { page, carets } = parse(written)
  const empty = EditorState.create({ extensions: [history(), foldField, findField, shortcuts()] })
  const [anchor = 0, head = anchor] = carets
  return empty.update(loadSpec(empty, page), { selection: { anchor, head }, sequential: true }).state
}

export function parse(written: string): { page: Page; carets: number[] } {
  const edit = new Edit()
  const carets: number[] = []
  let length = 0
  const put = (text: string, attributes?: Attributes) => {
    edit.insert(0, text, attributes)
    length += text.length
  }
  const text = (part: string, marks?: Attributes) => {
    part.split('|').forEach((bare, i) => {
      if (i > 0) carets.push(length)
      if (bare) put(bare, marks)
    })
  }
  written.split('\n').forEach((line, i) => {
    const [, head, body] = /^(?:<([^>]*)>)?(.*)$/.exec(line)!
    const attributes = block(head ?? '')
    if (i > 0) put('\n', attributes)
    else edit.block(0, attributes)
    for (const part of body!.split(/(\{[^}]*\})/)) {
      const mark = /^\{(\w+)(?:=(\S+))? ([^}]*)\}$/.exec(part)
      if (mark) text(mark[3]!, { [mark[1]!]: mark[2] ?? true })
      else text(part)
    }
  })
  return { page: Page.empty.after(edit.done()), carets }
}

function block(head: string): Attributes {
  const result: Record<string, Value> = {}
  for (const word of head.split(' ').filter(Boolean)) {
    const [key, value] = word.split('=')
    if (/^\d+$/.test(word)) result.indent = Number(word)
    else if (word === 'checked') result.checked = true
    else if (value !== undefined) result[key!] = value === 'true' ? true : value
    else result.type = word
  }
  return result
}

/** The page and the selection of a state, in the same words. */
export function written(state: EditorState): string {
  const page = pageOf(state)
  const { anchor, head } = state.selection.main
  const carets = anchor === head ? [head] : [anchor, head].sort((a, b) => a - b)
  const lines: string[] = []
  for (let n = 1; n <= state.doc.lines; n++) {
    const line = state.doc.line(n)
    lines.push(headOf(page.block(line.from)) + bodyOf(page, line.from, line.to, carets))
  }
  return lines.join('\n')
}

function headOf(attributes: Attributes): string {
  const { type, indent, checked, ...others } = blockOnly(attributes)
  const words = [
    type,
    indent,
    checked === true ? 'checked' : undefined,
    ...Object.entries(others).map(e => e.join('=')),
  ]
  const head = words.filter(word => word !== undefined).join(' ')
  return head && `<${head}>`
}

function bodyOf(page: Page, from: number, to: number, carets: readonly number[]): string {
  let result = ''
  let shown = 0
  const caretsUpTo = (position: number) => {
    for (const caret of carets.slice(shown)) {
      if (caret < from || caret > position) continue
      result += '|'
      shown = carets.indexOf(caret, shown) + 1
    }
  }
  for (const run of runsOf(page.spans, from, to)) {
    caretsUpTo(run.from)
    const names = Object.entries(marksOf(run.attributes)).map(([key, value]) =>
      value === true ? key : `${key}=${value}`,
    )
    if (names.length) result += `{${names.join(',')} `
    for (let at = run.from; at < run.to; at++) {
      caretsUpTo(at)
      result += page.text.sliceString(at, at + 1)
    }
    if (names.length) result += '}'
  }
  caretsUpTo(to)
  return result
}

/** A view without a screen, for commands. */
export class Desk {
  state: EditorState

  constructor(written: string) {
    this.state = stateOf(written)
  }

  get view(): EditorView {
    return this as unknown as EditorView
  }

  dispatch(...specs: TransactionSpec[]): void {
    this.state = this.state.update(...specs).state
  }

  run(...commands: ((view: EditorView) => boolean)[]): string {
    for (const command of commands) command(this.view)
    return written(this.state)
  }

  /** Types as a keyboard does, through what listens to input. */
  type(text: string): string {
    for (const letter of text) {
      const { from, to } = this.state.selection.main
      const insert = () =>
        this.state.update({
          changes: { from, to, insert: letter },
          selection: { anchor: from + letter.length },
          userEvent: 'input.type',
        })
      const handlers = this.state.facet(EditorView.inputHandler)
      if (!handlers.some(handler => handler(this.view, from, to, letter, insert))) this.dispatch(insert())
    }
    return written(this.state)
  }

  remote(step: Step): string {
    this.dispatch(remoteSpec(this.state, step))
    return written(this.state)
  }
}
