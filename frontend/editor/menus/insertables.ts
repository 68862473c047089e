import type { EditorView } from '@codemirror/view'
import type { Attributes } from '../../core/attributes.ts'
import type { KeyPart } from '../../core/words.ts'
import { icons } from '../popup/dom.ts'
import { insertTable } from '../document/table-edit.ts'
import { pickPage } from './page-picker.ts'
import { insertChosenFiles, insertBlockAtCaret } from '../copy/upload.ts'

/** What the slash menu offers, by the name it has in the words. */
export type InsertableName = KeyPart<'block.', '.name'>

export interface Insertable {
  readonly name: InsertableName
  readonly icon: string
  /** What makes it without the menu, as `shortcuts` takes it, for the person to learn. */
  readonly typed?: string
  /** What the new block carries. */
  readonly attributes?: Attributes
  /** For what is more than a block of a type: runs with the caret where the typed word has been taken away. */
  readonly run?: (view: EditorView) => void
}

const ofType = (name: InsertableName & keyof typeof icons, typed = '', more: Attributes = {}): Insertable => ({
  name,
  icon: icons[name],
  typed,
  attributes: name === 'paragraph' ? {} : { type: name, ...more },
})

/** In the order in which they are offered before any has been used. */
export const insertables: readonly Insertable[] = [
  ofType('paragraph'),
  ofType('heading1', '#'),
  ofType('heading2', '##'),
  ofType('heading3', '###'),
  ofType('bullet', '-'),
  ofType('number', '1.'),
  ofType('task', '[]'),
  ofType('toggle', '>>'),
  ofType('quote', '>'),
  ofType('callout', '> [!note]', { kind: 'note' }),
  ofType('code', '```'),
  { name: 'table', icon: icons.table, typed: '| a | b |', run: view => insertTable(view) },
  ofType('math', '$$'),
  ofType('divider', '---'),
  { name: 'image', icon: icons.image, run: view => insertChosenFiles(view, 'image/*') },
  {
    name: 'page',
    icon: icons.page,
    run: view => pickPage(view, node => insertBlockAtCaret(view, { type: 'page', node })),
  },
  {
    name: 'view',
    icon: icons.table,
    run: view => pickPage(view, node => insertBlockAtCaret(view, { type: 'view', node })),
  },
  { name: 'file', icon: icons.file, run: view => insertChosenFiles(view, '') },
]

/** The blocks that others can be turned into. */
export const turnable: readonly Insertable[] = insertables.filter(({ name, run }) => !run && name !== 'divider')
