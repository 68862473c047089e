import type { EditorState } from '@codemirror/state'
import type { Command, EditorView } from '@codemirror/view'
import { words } from '../core/words.ts'
import { type Block, type BlockType, Edit, blockAt, blockNumber, selectedBlocks } from './blocks.ts'
import { make, typePatch, withNested } from './commands.ts'
import { element, icon, icons } from './dom.ts'
import { deleteSpec, duplicateSpec } from './move.ts'

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
  if (block.type === 'code') return { first: codeEdge(state, block, -1), last: codeEdge(state, block, 1) }
  return { first: block.line.number, last: withNested(state, [block]).at(-1)!.line.number }
}

function codeEdge(state: EditorState, block: Block, way: 1 | -1): number {
  let n = block.line.number
  while (blockNumber(state, n + way)?.type === 'code') n += way
  return n
}

/** Gives a type to the lines that are of the kind of the first one; what is nested in it stays as it is. */
function turnInto(view: EditorView, { first, last }: Lines, type: BlockType): void {
  const edit = new Edit()
  const start = blockNumber(view.state, first)!
  const selected = selectedBlocks(view.state).map(({ line }) => line.number)
  for (let n = first; n <= last; n++) {
    const block = blockNumber(view.state, n)!
    const own = n === first || (start.type === 'code' && block.type === 'code') || selected.includes(n)
    if (own) edit.block(block.line.from, typePatch(type))
  }
  make(view, edit.done(), undefined, 'input.format')
}

interface Item {
  readonly name: string
  readonly icon: string
  readonly run: () => void
}

function items(view: EditorView, lines: Lines): Item[] {
  const types = (Object.keys(words.blocks) as BlockType[]).filter(type => type !== 'divider')
  return [
    ...types.map(type => ({
      name: words.blocks[type].name,
      icon: icons[type],
      run: () => turnInto(view, lines, type),
    })),
    {
      name: words.duplicate,
      icon: icons.copy,
      run: () => view.dispatch(duplicateSpec(view.state, lines.first, lines.last)),
    },
    {
      name: words.delete,
      icon: icons.remove,
      run: () => view.dispatch(deleteSpec(view.state, lines.first, lines.last)),
    },
  ]
}

/** Shows what can be done with some lines, at a place of the view. Closes by itself when it loses the focus. */
export function openBlockMenu(view: EditorView, position: number, at: { left: number; top: number }): void {
  const dom = element('div', {
    class: 'atoll-menu atoll-float atoll-block-menu',
    role: 'menu',
    'aria-label': words.turnInto,
  })
  const close = () => {
    view.focus()
    dom.remove()
  }
  const entries = items(view, linesAt(view.state, position)).map(({ name, icon: path }, i) => {
    const entry = element('div', { role: 'menuitem', tabindex: '-1' }, icon(path), name)
    entry.addEventListener('click', () => {
      // The lines are looked up again: somebody else may have moved them meanwhile.
      const now = items(view, linesAt(view.state, Math.min(position, view.state.doc.length)))
      close()
      now[i]!.run()
    })
    return entry
  })
  dom.append(element('div', { class: 'atoll-menu-title', role: 'presentation' }, words.turnInto), ...entries)
  dom.addEventListener('keydown', event => {
    const here = entries.indexOf(event.target as HTMLDivElement)
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step) entries[(here + step + entries.length) % entries.length]!.focus()
    else if (event.key === 'Enter' || event.key === ' ') entries[here]?.click()
    else if (event.key === 'Escape' || event.key === 'Tab') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  dom.addEventListener('focusout', event => {
    if (!dom.contains(event.relatedTarget as Node | null)) dom.remove()
  })
  view.dom.querySelector('.atoll-block-menu')?.remove()
  view.dom.append(dom)
  const room = view.dom.clientHeight - dom.offsetHeight - 8
  dom.style.left = `${Math.max(8, Math.min(at.left, view.dom.clientWidth - dom.offsetWidth - 8))}px`
  dom.style.top = `${Math.max(8, Math.min(at.top, room))}px`
  entries[0]!.focus()
}

export const blockMenuAtCaret: Command = view => {
  if (view.state.readOnly) return false
  const { head } = view.state.selection.main
  const caret = view.coordsAtPos(head)
  const frame = view.dom.getBoundingClientRect()
  openBlockMenu(view, head, {
    left: (caret?.left ?? frame.left) - frame.left,
    top: (caret?.bottom ?? frame.top) - frame.top,
  })
  return true
}
