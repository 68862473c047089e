import { EditorSelection, type EditorState, type TransactionSpec } from '@codemirror/state'
import type { Command } from '@codemirror/view'
import { type Attributes, noAttributes } from '../../core/attributes.ts'
import { type Block, Edit, blockNumber, blockOnly, describing, firstBecomes, selectedBlocks } from './blocks.ts'
import { gesture, withNested } from './commands.ts'
import { foldField } from './folding.ts'
import { pageOf } from './model.ts'
import { renaming } from './names.ts'
import { runsOn } from './schema.ts'

/** Moves the selected blocks, with what is nested in them, over their neighbour above or below. */
export function moveBlocks(way: -1 | 1): Command {
  return view => {
    const { state } = view
    if (state.readOnly) return false
    const blocks = withNested(state, selectedBlocks(state))
    const first = blocks[0]!.line.number
    const last = blocks.at(-1)!.line.number
    const spec = moveSpec(state, first, last, beyond(state, first, last, way))
    if (spec) view.dispatch({ ...spec, scrollIntoView: true })
    return true
  }
}

/** The line before which lines come that move over their neighbour: all of a table, of code, or of what is folded. */
export function beyond(state: EditorState, first: number, last: number, way: 1 | -1): number {
  const moved = blockNumber(state, first)!
  let n = way < 0 ? first - 1 : last + 1
  const neighbour = blockNumber(state, n)
  if (!neighbour) return n
  if (neighbour.type !== moved.type || neighbour.attributes.table !== moved.attributes.table) {
    while (isTogether(blockNumber(state, n), blockNumber(state, n + way))) n += way
  }
  state.field(foldField, false)?.between(neighbour.line.from, neighbour.line.to, (from, to) => {
    const [start, end] = [state.doc.lineAt(from).number, state.doc.lineAt(to).number]
    if (n >= start && n <= end) n = way < 0 ? start : end
  })
  return way < 0 ? n : n + 1
}

function isTogether(a: Block | undefined, b: Block | undefined): boolean {
  if (!a || !b) return false
  return a.type === 'cell'
    ? b.type === 'cell' && a.attributes.table === b.attributes.table
    : runsOn(a.attributes, b.attributes)
}

/** Moves the lines `first` to `last` before the line `target` (one more than there are: to the end), caret and all. */
export function moveSpec(state: EditorState, first: number, last: number, target: number): TransactionSpec | undefined {
  const { doc } = state
  if (target < 1 || target > doc.lines + 1 || (target >= first && target <= last + 1)) return undefined
  const from = doc.line(first).from
  const to = doc.line(last).to
  const toEnd = target > doc.lines
  const at = toEnd ? doc.length : Math.max(0, doc.line(target).from - 1)
  const edit = new Edit()
  copyLines(edit, state, first, last, at, target > 1)
  if (target === 1) {
    // What was first gets a break, and the implied one goes to what comes first now.
    edit.insert(0, '\n', blockOnly(pageOf(state).first))
    edit.block(0, firstBecomes(pageOf(state), blockOnly(pageOf(state).block(from))))
    edit.remove(from - 1, to)
  } else if (first === 1) {
    const next = blockNumber(state, last + 1)!
    edit.block(0, firstBecomes(pageOf(state), blockOnly(next.attributes)))
    edit.remove(0, next.line.from)
  } else edit.remove(from - 1, to)
  const above = target === 1 ? 0 : at + 1
  const start = target > last ? above - (to - from + 1) : above
  const shifted = (position: number) => start + Math.min(Math.max(position, from), to) - from
  const ranges = state.selection.ranges.map(({ anchor, head }) => EditorSelection.range(shifted(anchor), shifted(head)))
  return {
    ...gesture(state, edit.done()),
    selection: EditorSelection.create(ranges, state.selection.mainIndex),
    userEvent: 'move.line',
  }
}

/** Puts a copy of lines in at a position; with `opened`, each has a break of its own in front. */
function copyLines(
  edit: Edit,
  state: EditorState,
  first: number,
  last: number,
  at: number,
  opened: boolean,
  copied = (attributes: Attributes) => attributes,
): void {
  const page = pageOf(state)
  for (let n = first; n <= last; n++) {
    const line = state.doc.line(n)
    if (opened || n > first) edit.insert(at, '\n', copied(blockOnly(page.block(line.from))))
    for (const run of page.runs(line.from, line.to)) {
      edit.insert(at, state.sliceDoc(run.from, run.to), run.attributes)
    }
  }
}

/** Puts a copy of the lines below them. */
export function duplicateSpec(state: EditorState, first: number, last: number): TransactionSpec {
  const edit = new Edit()
  const { from } = state.doc.line(first)
  const { to } = state.doc.line(last)
  const renamed = renaming()
  // A copy has no name of its own, and a table that is copied is another one.
  const copied = ({ anchor: _, table, ...rest }: Attributes): Attributes =>
    describing(table === undefined ? rest : { ...rest, table: renamed(table) })
  copyLines(edit, state, first, last, to, true, copied)
  const shift = to - from + 1
  const { anchor, head } = state.selection.main
  return {
    ...gesture(state, edit.done()),
    selection:
      anchor >= from && head <= to && head >= from ? { anchor: anchor + shift, head: head + shift } : undefined,
    userEvent: 'input.duplicate',
  }
}

/** Takes lines away with all that is in them; a page keeps at least one empty line. */
export function deleteSpec(state: EditorState, first: number, last: number): TransactionSpec {
  const edit = new Edit()
  const { from } = state.doc.line(first)
  const { to } = state.doc.line(last)
  const next = blockNumber(state, last + 1)
  if (first > 1) edit.remove(from - 1, to)
  else {
    edit.remove(from, next ? next.line.from : to)
    edit.block(0, firstBecomes(pageOf(state), next ? blockOnly(next.attributes) : noAttributes))
  }
  const step = gesture(state, edit.done())
  return { ...step, selection: { anchor: Math.max(0, first > 1 ? from - 1 : 0) }, userEvent: 'delete.block' }
}
