import type { EditorState } from '@codemirror/state'
import type { Command, EditorView } from '@codemirror/view'
import type { Patch } from '../../core/attributes.ts'
import { word } from '../../core/words.ts'
import { type Block, Edit, blockAt, blockNumber, selectedBlocks } from '../document/blocks.ts'
import { make, typePatch, withNested } from '../document/commands.ts'
import { beginComment } from '../comments/comments.ts'
import { copyBlockLink } from './block-link.ts'
import { icons } from '../popup/dom.ts'
import { imageItems } from '../draw/image.ts'
import { turnable } from './insertables.ts'
import { type MenuItem, openMenu } from '../popup/menu.ts'
import { beyond, deleteSpec, duplicateSpec, moveSpec } from '../document/move.ts'
import { isVoid, palette } from '../document/schema.ts'

/** Lines that are handled as one: an item with what is nested in it, all of some code, or what is selected. */
export interface Lines {
  readonly first: number
  readonly last: number
}

export function linesAt(state: EditorState, position: number): Lines {
  const block = blockAt(state, position)
  const selected = selectedBlocks(state)
  const inside = selected.some(({ line }) => line.number === block.line.number)
  if (inside && selected.length > 1) {
    return { first: selected[0]!.line.number, last: withNested(state, selected).at(-1)!.line.number }
  }
  if (isOne(block)) return { first: runEdge(state, block, -1), last: runEdge(state, block, 1) }
  return { first: block.line.number, last: withNested(state, [block]).at(-1)!.line.number }
}

/** Whether all neighbours of its kind are handled with it. */
const isOne = ({ type }: Block) => type === 'code' || type === 'math' || type === 'callout' || type === 'cell'

function runEdge(state: EditorState, block: Block, way: 1 | -1): number {
  let n = block.line.number
  for (;;) {
    const next = blockNumber(state, n + way)
    if (next?.type !== block.type || next.attributes.table !== block.attributes.table) return n
    n += way
  }
}

/** Does something to the lines that are of the kind of the first one; what is nested in it stays as it is. */
function change(view: EditorView, { first, last }: Lines, patch: (block: Block) => Patch): void {
  const edit = new Edit()
  const start = blockNumber(view.state, first)!
  const selected = selectedBlocks(view.state).map(({ line }) => line.number)
  for (let n = first; n <= last; n++) {
    const block = blockNumber(view.state, n)!
    const own = n === first || (isOne(start) && block.type === start.type) || selected.includes(n)
    if (own) edit.block(block.line.from, patch(block))
  }
  make(view, edit.done(), undefined, 'input.format')
}

function items(view: EditorView, block: Block): MenuItem[] {
  const at = (run: (lines: Lines) => void) => (position: number) => run(linesAt(view.state, position))
  const turns = isVoid(block.type) || block.type === 'cell' || block.type === 'image' ? [] : turnable
  const turn: MenuItem[] = turns.map(({ name, icon, attributes }) => ({
    name: word(`block.${name}.name`),
    icon,
    run: at(lines => change(view, lines, () => typePatch(name, attributes))),
  }))
  if (turn[0]) turn[0] = { ...turn[0], title: word('editor.turn-into') }
  const move = (way: 1 | -1) =>
    at(({ first, last }) => {
      const spec = moveSpec(view.state, first, last, beyond(view.state, first, last, way))
      if (spec) view.dispatch({ ...spec, scrollIntoView: true })
    })
  const actions: MenuItem[] = [
    {
      name: word('editor.duplicate'),
      icon: icons.copy,
      run: at(({ first, last }) => view.dispatch(duplicateSpec(view.state, first, last))),
    },
    { name: word('editor.move-up'), icon: icons.up, run: move(-1) },
    { name: word('editor.move-down'), icon: icons.down, run: move(1) },
    { name: word('editor.color'), icon: icons.color, run: position => colorMenu(view, position) },
    ...view.state.facet(beginComment).map(run => ({
      name: word('comments.add'),
      icon: icons.callout,
      run: (position: number) => run(view, position),
    })),
    { name: word('editor.copy-block-link'), icon: icons.link, run: position => copyBlockLink(view, position) },
    {
      name: word('editor.delete'),
      icon: icons.remove,
      run: at(({ first, last }) => view.dispatch(deleteSpec(view.state, first, last))),
    },
  ]
  const own = block.type === 'image' ? imageItems(view) : []
  return [...own, ...actions, ...turn]
}

function colorMenu(view: EditorView, position: number): void {
  const set = (patch: Patch) => (at: number) => change(view, linesAt(view.state, at), () => patch)
  const place = view.coordsAtPos(position)
  openMenu(view, {
    label: word('editor.color'),
    at: { left: place?.left ?? 0, top: (place?.bottom ?? 0) + 4 },
    position,
    items: () => [
      { name: word('editor.no-color'), icon: icons.clear, run: set({ tint: null, fill: null }) },
      ...palette.map((color, i) => ({
        ...(i === 0 ? { title: word('editor.text-color') } : {}),
        name: word(`editor.colors.${color}`),
        icon: icons.color,
        look: `atoll-color-${color}`,
        run: set({ tint: color }),
      })),
      ...palette.map((color, i) => ({
        ...(i === 0 ? { title: word('editor.background') } : {}),
        name: word(`editor.colors.${color}`),
        icon: icons.color,
        look: `atoll-highlight-${color}`,
        run: set({ fill: color }),
      })),
    ],
  })
}

/** Shows what can be done with some lines, at a place on the screen. */
export function openBlockMenu(view: EditorView, position: number, at: { left: number; top: number }): void {
  const block = blockAt(view.state, position)
  openMenu(view, { label: word('editor.handle'), at, position, items: () => items(view, block) })
}

export const blockMenuAtCaret: Command = view => {
  if (view.state.readOnly) return false
  const { head } = view.state.selection.main
  const caret = view.coordsAtPos(head)
  openBlockMenu(view, head, { left: caret?.left ?? 0, top: caret?.bottom ?? 0 })
  return true
}
