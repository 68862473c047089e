import { type EditorState, type Extension, Prec, StateEffect, StateField, type Transaction } from '@codemirror/state'
import { type Command, EditorView, type Tooltip, keymap, showTooltip } from '@codemirror/view'
import { word } from '../core/words.ts'
import { Edit, blockAt } from './blocks.ts'
import { make, typePatch } from './commands.ts'
import { element, icon } from './dom.ts'
import { type Insertable, type InsertableName, insertables } from './insertables.ts'
import { isSource } from './schema.ts'

interface Menu {
  /** Where the slash is. */
  readonly from: number
  readonly items: readonly Insertable[]
  readonly selected: number
}

const choose = StateEffect.define<number>()
const leave = StateEffect.define<null>()

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

const menuField = StateField.define<Menu | null>({
  create: () => null,
  update(menu, tr) {
    for (const effect of tr.effects) {
      if (effect.is(leave)) return null
      if (effect.is(choose) && menu) return { ...menu, selected: effect.value }
    }
    if (!tr.docChanged && !tr.selection) return menu
    return menu ? continued(menu, tr) : opened(tr)
  },
  provide: field => [
    showTooltip.from(field, menu => menu && tooltip(menu)),
    EditorView.contentAttributes.from(field, menu =>
      menu
        ? { 'aria-controls': 'atoll-blocks', 'aria-activedescendant': `atoll-block-${menu.selected}` }
        : ({} as Record<string, string>),
    ),
  ],
})

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

const tooltip = ({ from }: Menu): Tooltip => ({ pos: from, above: false, create })

function create(view: EditorView) {
  const dom = element('div', {
    class: 'atoll-menu atoll-float',
    role: 'listbox',
    id: 'atoll-blocks',
    'aria-label': word('editor.block-menu'),
  })
  dom.addEventListener('mousedown', event => event.preventDefault())
  let shown: readonly Insertable[] | undefined
  const show = (state: EditorState) => {
    const menu = state.field(menuField)
    if (!menu) return
    if (menu.items !== shown) {
      shown = menu.items
      dom.replaceChildren(...menu.items.map((item, i) => option(view, item, i)))
      if (shown.length === 0) dom.append(element('div', { class: 'atoll-none' }, word('editor.no-block')))
    }
    ;[...dom.children].forEach((child, i) => child.setAttribute('aria-selected', String(i === menu.selected)))
    dom.children[menu.selected]?.scrollIntoView({ block: 'nearest' })
  }
  show(view.state)
  return { dom, update: (update: { state: EditorState }) => show(update.state), offset: { x: 0, y: 6 } }
}

function option(view: EditorView, item: Insertable, index: number): HTMLElement {
  const name = word(`block.${item.name}.name`)
  const result = element('div', { role: 'option', id: `atoll-block-${index}` }, icon(item.icon), name)
  result.addEventListener('click', () => take(view, item))
  return result
}

/** Takes the typed word away and makes the block: of this line if nothing else is in it, else of a new one below. */
function take(view: EditorView, item: Insertable): boolean {
  const menu = view.state.field(menuField)
  if (!menu) return false
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

const step =
  (way: 1 | -1): Command =>
  view => {
    const menu = view.state.field(menuField)
    if (!menu || menu.items.length === 0) return false
    view.dispatch({ effects: choose.of((menu.selected + way + menu.items.length) % menu.items.length) })
    return true
  }

const takeSelected: Command = view => {
  const menu = view.state.field(menuField)
  const item = menu?.items[menu.selected]
  return item ? take(view, item) : false
}

/** Leaves what was typed, slash and all. */
const leaveMenu: Command = view => {
  if (!view.state.field(menuField)) return false
  view.dispatch({ effects: leave.of(null) })
  return true
}

export const slashMenu: Extension = [
  menuField,
  EditorView.domEventHandlers({ blur: (_, view) => void setTimeout(() => leaveMenu(view)) }),
  Prec.highest(
    keymap.of([
      { key: 'ArrowDown', run: step(1) },
      { key: 'ArrowUp', run: step(-1) },
      { key: 'Enter', run: takeSelected },
      { key: 'Tab', run: takeSelected },
      { key: 'Escape', run: leaveMenu },
    ]),
  ),
]
