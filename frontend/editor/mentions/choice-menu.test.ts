import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EditorState } from '@codemirror/state'
import { showTooltip } from '@codemirror/view'
import { parse } from '../../harness/written.ts'
import { ofCell } from './choice-menu.ts'
import { history } from '../document/history.ts'
import { loadSpec } from '../document/model.ts'
import { slashMenu } from '../menus/slash.ts'

/** Whether a menu is open once the sign is typed at the end. */
function opens(written: string, inCell = false): boolean {
  const empty = EditorState.create({ extensions: [history(), slashMenu, ofCell.of(inCell)] })
  const { state } = empty.update(loadSpec(empty, parse(written).page))
  const { length } = state.doc
  const typed = state.update({
    changes: { from: length, insert: '/' },
    selection: { anchor: length + 1 },
    userEvent: 'input.type',
  })
  return typed.state.facet(showTooltip).some(tooltip => tooltip !== null)
}

test('a menu opens at its sign, and in a cell only in the editor of the cell', () => {
  assert.equal(opens('a '), true)
  assert.equal(opens('a/b'), false)
  assert.equal(opens('<cell table=t row=1 column=1>'), false)
  assert.equal(opens('<cell table=t row=1 column=1>', true), true)
})
