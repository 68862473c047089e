import type { Extension, Transaction } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { Edit, blockAt } from '../document/blocks.ts'
import { type OpenMenu, choiceMenu } from '../mentions/choice-menu.ts'
import { make, typePatch } from '../document/commands.ts'
import { element, icon } from '../popup/dom.ts'
import { type Insertable, type InsertableName, insertables } from './insertables.ts'
import { isSource } from '../document/schema.ts'

type Menu = OpenMenu<Insertable>

/** What was taken lately comes first. */
let recent: InsertableName[] = []
const longestQuery = 24

/** What has a name or synonyms with words that begin with what was typed; names before synonyms. */
export function matching(query: string): Insertable[] {
  const wanted = query.trim().toLowerCase()
  const lately = recent.flatMap(name => insertables.find(item => item.name === name) ?? [])
  const order = [...lately, ...insertables.filter(item => !lately.includes(item))]
  if (!wanted) return order
  const begins = (text: string) => ` ${text.toLowerCase()}`.includes(` ${wanted}`)
  const rank = (item: Insertable) => {
    const name = word(`block.${item.name}.name`)
    return begins(name) ? 0 : begins(word(`block.${item.name}.also`)) ? 1 : name.toLowerCase().includes(wanted) ? 2 : 3
  }
  return order.filter(item => rank(item) < 3).sort((a, b) => rank(a) - rank(b))
}

function opened(tr: Transaction): Menu | null {
  const { main } = tr.state.selection
  if (!tr.isUserEvent('input.type') || !main.empty || tr.state.readOnly) return null
  const { line, type } = blockAt(tr.state, main.head)
  const before = line.text.slice(0, main.head - line.from)
  if (!/(^|\s)\/$/.test(before) || isSource(type)) return null
  return { from: main.head - 1, items: matching(''), selected: 0 }
}

function continued(menu: Menu, tr: Transaction): Menu | null {
  const from = tr.changes.mapPos(menu.from, 1)
  const { main } = tr.state.selection
  const line = tr.state.doc.lineAt(from)
  if (!main.empty || main.head <= from || main.head > line.to || main.head - from > longestQuery) return null
  const query = tr.state.sliceDoc(from + 1, main.head)
  if (tr.state.sliceDoc(from, from + 1) !== '/' || query.startsWith(' ')) return null
  const items = matching(query)
  if (items.length === 0 && /\s/.test(query)) return null
  return { from, items, selected: tr.docChanged ? 0 : menu.selected }
}

/** Takes the typed word away and makes the block: of this line if nothing else is in it, else of a new one below. */
function take(view: EditorView, item: Insertable, menu: Menu): boolean {
  recent = [item.name, ...recent.filter(other => other !== item.name)].slice(0, 3)
  const { line, indent } = blockAt(view.state, menu.from)
  const head = view.state.selection.main.head
  const rest = line.length - (head - menu.from)
  const edit = new Edit().remove(menu.from, head)
  if (item.run) {
    make(view, edit.done(), menu.from)
    item.run(view)
    return true
  }
  const attributes = item.attributes ?? {}
  const type = String(attributes.type ?? 'paragraph')
  const divides = type === 'divider'
  // Where the line of the new block begins, once the typed word is gone.
  let start = line.from
  if (rest === 0) edit.block(line.from, { ...typePatch(type, attributes), ...(divides ? { indent: null } : {}) })
  else {
    start += rest + 1
    edit.insert(line.to, '\n', { ...attributes, ...(indent && !divides ? { indent } : {}) })
  }
  if (!divides) return make(view, edit.done(), start)
  return make(view, edit.insert(line.to, '\n').done(), start + 1)
}

export const slashMenu: Extension = choiceMenu<Insertable, Menu>({
  list: 'atoll-blocks',
  option: 'atoll-block',
  label: () => word('editor.block-menu'),
  none: () => word('editor.no-block'),
  opened,
  continued,
  content: ({ name, icon: sign, typed }) => [
    icon(sign),
    word(`block.${name}.name`),
    ...(typed ? [element('kbd', { class: 'atoll-typed' }, typed)] : []),
  ],
  take,
}).extension
