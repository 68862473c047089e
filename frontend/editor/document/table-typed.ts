import type { Command } from '@codemirror/view'
import { newId } from './names.ts'
import { Edit, blockAt } from './blocks.ts'
import { make, typePatch } from './commands.ts'
import { cellOf } from './table-edit.ts'

/** A row as Markdown writes it, with text in it. */
const row = /^\|(?:[^|]*\|){2,}$/

/** Enter behind a line such as `| a | b |` makes it the first row of a table; writing goes on in the second. */
export const takeRow: Command = view => {
  const { state } = view
  const { main } = state.selection
  const { line, type } = blockAt(state, main.head)
  const text = line.text.trimEnd()
  if (state.readOnly || !main.empty || main.head !== line.to || type !== 'paragraph') return false
  if (!row.test(text) || !/[^|\s]/.test(text)) return false
  const id = newId()
  const cells = text.slice(1, -1).split('|')
  const names = cells.map(() => newId(6))
  const [first, second] = [newId(6), newId(6)]
  const edit = new Edit()
  let bar = line.from
  let kept = 0
  cells.forEach((cell, i) => {
    const begin = bar + 1 + (cell.length - cell.trimStart().length)
    const attributes = cellOf(id, first, names[i]!)
    if (i === 0) edit.block(line.from, typePatch('cell', attributes))
    else edit.insert(bar, '\n', attributes)
    const end = cell.trim() === '' ? begin : begin + cell.trim().length
    edit.remove(bar, begin)
    bar += cell.length + 1
    edit.remove(end, bar)
    kept += end - begin + 1
  })
  edit.remove(bar, line.to)
  for (const name of names) edit.insert(line.to, '\n', cellOf(id, second, name))
  if (line.number === state.doc.lines) edit.insert(line.to, '\n')
  return make(view, edit.done(), line.from + kept, 'input.enter')
}
