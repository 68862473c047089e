import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Desk } from '../../harness/written.ts'
import {
  backspace,
  deleteForward,
  enter,
  enterBelow,
  indentLess,
  indentMore,
  setBlockType,
  toggleMark,
} from './commands.ts'
import { moveBlocks } from './move.ts'

type Run = Parameters<Desk['run']>[number]

/** [what, page before, commands, page after] */
const cases: readonly [string, string, readonly Run[], string][] = [
  ['Enter splits a paragraph', 'ab|cd', [enter], 'ab\n|cd'],
  ['Enter replaces the selection', 'a|bc|d', [enter], 'a\n|d'],
  ['Enter splits a list item', '<bullet 1>ab|cd', [enter], '<bullet 1>ab\n<bullet 1>|cd'],
  ['Enter leaves a checked task without a check', '<task checked>ab|', [enter], '<task checked>ab\n<task>|'],
  ['Enter on an empty nested item goes one level up', 'x\n<bullet 1>|', [enter], 'x\n<bullet>|'],
  ['Enter on an empty item leaves the list', '<bullet>x\n<bullet>|', [enter], '<bullet>x\n|'],
  ['Enter on an empty task at the first line leaves it', '<task>|', [enter], '|'],
  ['Enter on an empty quote leaves it', '<quote>a\n<quote>|', [enter], '<quote>a\n|'],
  ['Enter behind a heading begins a paragraph', '<heading1>ab|', [enter], '<heading1>ab\n|'],
  ['Enter before a heading opens a paragraph above it', 'x\n<heading1>|ab', [enter], 'x\n\n<heading1>|ab'],
  ['Enter before the first heading does too', '<heading1>|ab', [enter], '\n<heading1>|ab'],
  ['Enter before an item opens an item above it', 'x\n<task checked>|ab', [enter], 'x\n<task>\n<task checked>|ab'],
  [
    'Enter in code keeps the indentation',
    '<code language=js>  a|',
    [enter],
    '<code language=js>  a\n<code language=js>  |',
  ],
  ['Enter behind a language alone in code makes it the language', 'x\n<code>js|', [enter], 'x\n<code language=js>|'],
  ['Enter behind a language among code is a line', '<code>a\n<code>js|', [enter], '<code>a\n<code>js\n<code>|'],
  ['Enter before a language alone in code is a line', '<code>|js', [enter], '<code>\n<code>|js'],
  ['Enter behind a word that is no language is a line', '<code>foo|', [enter], '<code>foo\n<code>|'],
  ['Enter twice at the end of code leaves it', '<code>a\n<code>\n<code>|', [enter], '<code>a\n|'],
  ['Enter in the middle of code stays in it', '<code>\n<code>|\n<code>b', [enter], '<code>\n<code>\n<code>|\n<code>b'],
  ['Mod-Enter opens a paragraph below', '<heading1>a|b', [enterBelow], '<heading1>ab\n|'],
  ['Mod-Enter checks a task', '<task>a|b', [enterBelow], '<task checked>a|b'],
  ['Backspace takes the format first', 'a\n<heading2>|b', [backspace], 'a\n|b'],
  ['Backspace then joins', 'a\n<heading2>|b', [backspace, backspace], 'a|b'],
  [
    'Backspace takes the sign, then the indent, then joins',
    'a\n<bullet 1>|b',
    [backspace, backspace, backspace],
    'a|b',
  ],
  ['Backspace in an indented item keeps the indent at first', 'a\n<task 1 checked>|b', [backspace], 'a\n<1>|b'],
  ['Backspace at the very start does nothing', '|a', [backspace], '|a'],
  ['Backspace takes the format of the first block', '<quote>|a', [backspace], '|a'],
  ['Backspace behind a divider removes the divider', 'a\n<divider>\n|b', [backspace], 'a\n|b'],
  ['Backspace behind a first divider removes it', '<divider>\n<1>|b', [backspace, backspace], '|b'],
  ['Backspace in code joins lines of code', '<code>a\n<code>|b', [backspace], '<code>a|b'],
  ['Delete joins', 'a|\nb', [deleteForward], 'a|b'],
  ['Delete in an empty paragraph keeps the heading below', 'x\n|\n<heading1>b', [deleteForward], 'x\n<heading1>|b'],
  ['Delete in a first empty paragraph keeps the heading below', '|\n<heading1>b', [deleteForward], '<heading1>|b'],
  ['Delete before a divider removes it', 'a|\n<divider>\nb', [deleteForward], 'a|\nb'],
  ['Tab nests an item', '<bullet>a\n<bullet>b|', [indentMore], '<bullet>a\n<bullet 1>b|'],
  ['Tab nests no deeper than below the item above', '<bullet>a\n<bullet 1>b|', [indentMore], '<bullet>a\n<bullet 1>b|'],
  [
    'Tab takes nested items along',
    '<bullet>a\n<bullet>b|\n<bullet 1>c',
    [indentMore],
    '<bullet>a\n<bullet 1>b|\n<bullet 2>c',
  ],
  ['Tab in the first item does nothing', '<bullet>a|', [indentMore], '<bullet>a|'],
  ['Tab in code writes spaces', '<code>a|', [indentMore], '<code>a  |'],
  ['Tab on lines of code indents them', '<code>|a\n<code>b|', [indentMore], '<code>  |a\n<code>  b|'],
  [
    'Shift-Tab lifts an item with its nested ones',
    'x\n<bullet 1>a|\n<bullet 2>b',
    [indentLess],
    'x\n<bullet>a|\n<bullet 1>b',
  ],
  ['Shift-Tab takes indentation off code', '<code>    a|', [indentLess], '<code>  a|'],
  ['A type is given to all selected blocks', 'a|b\nc|d', [setBlockType('number')], '<number>a|b\n<number>c|d'],
  ['A type that all have is taken away', '<number>a|b', [setBlockType('number')], 'a|b'],
  ['A mark is given to the selected text', 'a|b\nc|d', [toggleMark('bold')], 'a|{bold b}\n{bold c}|d'],
  ['A mark that is there is taken away', 'a{bold |bc|}d', [toggleMark('bold')], 'a|bc|d'],
  ['A mark that is half there is completed', '|a{bold b}|', [toggleMark('bold')], '|{bold ab}|'],
  ['A block moves up', 'a\n<heading1>b|\nc', [moveBlocks(-1)], '<heading1>b|\na\nc'],
  ['The first block moves down', '<heading1>a|\nb\nc', [moveBlocks(1)], 'b\n<heading1>a|\nc'],
  ['A block moves down to the end', 'a\n<task>b|\nc', [moveBlocks(1)], 'a\nc\n<task>b|'],
  ['The first block moves down to the end', '<quote>a|\n<task>c', [moveBlocks(1)], '<task>c\n<quote>a|'],
  ['Nested blocks move along', 'a\n<bullet>b|\n<bullet 1>c\nd', [moveBlocks(-1)], '<bullet>b|\n<bullet 1>c\na\nd'],
  ['Marks move along', 'a\nb{bold c}|', [moveBlocks(-1)], 'b{bold c}|\na'],
]

for (const [what, before, commands, after] of cases) {
  test(what, () => assert.equal(new Desk(before).run(...commands), after))
}
