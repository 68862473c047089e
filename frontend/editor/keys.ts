import { selectAll, standardKeymap } from '@codemirror/commands'
import { type Extension, Prec } from '@codemirror/state'
import { type EditorView, type KeyBinding, keymap } from '@codemirror/view'
import { blockMenuAtCaret } from './menus/block-menu.ts'
import {
  backspace,
  deleteForward,
  enter,
  enterBelow,
  indentLess,
  indentMore,
  setBlockType,
  toggleMark,
} from './document/commands.ts'
import { toggleFold } from './document/folding.ts'
import { redo, undo } from './document/history.ts'
import { moveBlocks } from './document/move.ts'
import { takeRow } from './document/table-typed.ts'

const toggleFoldAtCaret = (view: EditorView) =>
  toggleFold(view, view.state.doc.lineAt(view.state.selection.main.head).from)

const bindings: readonly KeyBinding[] = [
  { key: 'Enter', run: takeRow },
  { key: 'Enter', run: enter, shift: enter },
  { key: 'Mod-Enter', run: enterBelow },
  { key: 'Backspace', run: backspace },
  { key: 'Delete', run: deleteForward },
  { key: 'Tab', run: indentMore, shift: indentLess },
  { key: 'Mod-b', run: toggleMark('bold'), preventDefault: true },
  { key: 'Mod-i', run: toggleMark('italic'), preventDefault: true },
  { key: 'Mod-u', run: toggleMark('underline'), preventDefault: true },
  { key: 'Mod-e', run: toggleMark('code'), preventDefault: true },
  { key: 'Mod-Shift-h', run: toggleMark('highlight', 'yellow'), preventDefault: true },
  { key: 'Mod-Shift-x', run: toggleMark('strike'), preventDefault: true },
  { key: 'Mod-Alt-0', run: setBlockType('paragraph'), preventDefault: true },
  { key: 'Mod-Alt-1', run: setBlockType('heading1'), preventDefault: true },
  { key: 'Mod-Alt-2', run: setBlockType('heading2'), preventDefault: true },
  { key: 'Mod-Alt-3', run: setBlockType('heading3'), preventDefault: true },
  { key: 'Mod-Shift-7', run: setBlockType('number'), preventDefault: true },
  { key: 'Mod-Shift-8', run: setBlockType('bullet'), preventDefault: true },
  { key: 'Mod-Shift-9', run: setBlockType('task'), preventDefault: true },
  { key: 'Mod-Shift-ArrowUp', run: moveBlocks(-1), preventDefault: true },
  { key: 'Mod-Shift-ArrowDown', run: moveBlocks(1), preventDefault: true },
  { key: 'Mod-Alt-t', run: toggleFoldAtCaret, preventDefault: true },
  { key: 'Mod-.', run: blockMenuAtCaret, preventDefault: true },
  { key: 'Mod-z', run: undo, preventDefault: true },
  { key: 'Mod-y', mac: 'Mod-Shift-z', run: redo, preventDefault: true },
  { linux: 'Ctrl-Shift-z', win: 'Ctrl-Shift-z', run: redo, preventDefault: true },
]

/** The keys of the page. Escape, then Tab, leaves the page for what comes after it. */
export const keys: Extension = [
  Prec.high(keymap.of(bindings)),
  keymap.of([{ key: 'Mod-a', run: selectAll }, ...standardKeymap]),
]
