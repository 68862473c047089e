import { type EditorState, type Extension, Prec, StateEffect, StateField, type Transaction } from '@codemirror/state'
import { type Command, EditorView, type Tooltip, keymap, showTooltip } from '@codemirror/view'
import { word } from '../core/words.ts'
import { Edit, blockAt } from './blocks.ts'
import { caretsShown } from './carets.ts'
import { make } from './commands.ts'
import { element } from './dom.ts'
import { host } from './host.ts'
import { type Choice, anyChoices, pageChoices } from './mention-choices.ts'
import { mentionCharacter } from './mentions.ts'
import { isSource } from './schema.ts'

interface Menu {
  /** Where the sign is. */
  readonly from: number
  readonly sign: '@' | '[['
  readonly items: readonly Choice[]
  readonly selected: number
}

const choose = StateEffect.define<number>()
const leave = StateEffect.define<null>()
const longestQuery = 60

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
      menu?.items.length
        ? { 'aria-controls': 'atoll-mentions', 'aria-activedescendant': `atoll-mention-${menu.selected}` }
        : ({} as Record<string, string>),
    ),
  ],
})

function choices(state: EditorState, sign: Menu['sign'], typed: string): Choice[] {
  const { pages, person } = state.facet(host)
  if (sign === '[[') return pageChoices(typed, pages)
  const names = [...caretsShown(state).map(({ name }) => name), person()].filter(Boolean)
  return anyChoices(typed, pages, [...new Set(names)], new Date())
}

function opened(tr: Transaction): Menu | null {
  const { main } = tr.state.selection
  if (!tr.isUserEvent('input.type') || !main.empty || tr.state.readOnly) return null
  const { line, type } = blockAt(tr.state, main.head)
  if (isSource(type)) return null
  const before = line.text.slice(Math.max(0, main.head - line.from - 3), main.head - line.from)
  const sign = before.endsWith('[[') ? '[[' : /(^|[\s(])@$/.test(before) ? '@' : undefined
  if (!sign) return null
  return { from: main.head - sign.length, sign, items: choices(tr.state, sign, ''), selected: 0 }
}

function continued(menu: Menu, tr: Transaction): Menu | null {
  const from = tr.changes.mapPos(menu.from, 1)
  const { state } = tr
  const { main } = state.selection
  const begin = from + menu.sign.length
  if (!main.empty || main.head < begin || main.head > state.doc.lineAt(from).to) return null
  if (state.sliceDoc(from, begin) !== menu.sign || main.head - begin > longestQuery) return null
  const typed = state.sliceDoc(begin, main.head)
  if (typed.startsWith(' ')) return null
  const items = choices(state, menu.sign, typed)
  if (items.length === 0 || (menu.sign === '@' && /\s/.test(typed) && items.every(isNew))) return null
  return { ...menu, from, items, selected: tr.docChanged ? 0 : menu.selected }
}

const isNew = (choice: Choice) => choice.kind === 'create'

const tooltip = ({ from }: Menu): Tooltip => ({ pos: from, above: false, create })

function create(view: EditorView) {
  const dom = element('div', {
    class: 'atoll-menu atoll-float',
    role: 'listbox',
    id: 'atoll-mentions',
    'aria-label': word('mention.menu'),
  })
  dom.addEventListener('mousedown', event => event.preventDefault())
  const show = (state: EditorState) => {
    const menu = state.field(menuField)
    if (!menu) return
    const rows = menu.items.map((item, i) => {
      const selected = String(i === menu.selected)
      const row = element(
        'div',
        { role: 'option', id: `atoll-mention-${i}`, 'aria-selected': selected },
        element('span', { class: 'atoll-choice' }, item.label),
      )
      row.addEventListener('click', () => take(view, item))
      return row
    })
    if (rows.length === 0) rows.push(element('div', { class: 'atoll-none' }, word('mention.hint')))
    dom.replaceChildren(...rows)
    dom.children[menu.selected]?.scrollIntoView({ block: 'nearest' })
  }
  show(view.state)
  return { dom, update: (update: { state: EditorState }) => show(update.state), offset: { x: 0, y: 6 } }
}

/** Puts what was chosen in the place of what was typed, as one gesture. */
function take(view: EditorView, choice: Choice): boolean {
  const menu = view.state.field(menuField)
  if (!menu) return false
  const put = (value: string, from: number, to: number) =>
    make(view, new Edit().remove(from, to).insert(to, mentionCharacter, { mention: value }).done(), from + 1)
  const { head } = view.state.selection.main
  if (choice.kind === 'mention') return put(choice.value, menu.from, head)
  view.dispatch({ effects: leave.of(null) })
  createThen(view, choice.title, menu, head, put)
  return true
}

/** While the page is made the typed words stay; they are replaced only if they are still where they were. */
function createThen(
  view: EditorView,
  title: string,
  { from, sign }: Menu,
  head: number,
  put: (value: string, from: number, to: number) => void,
) {
  const typed = view.state.sliceDoc(from, head)
  void view.state
    .facet(host)
    .pages.create(title)
    .then(node => {
      const { doc } = view.state
      const end = view.state.selection.main.head
      const at = doc.sliceString(from, head) === typed ? from : end - typed.length
      if (at >= 0 && doc.sliceString(at, at + typed.length) === typed && typed.startsWith(sign)) {
        put(`page:${node}`, at, at + typed.length)
      }
    })
    .catch(() => undefined)
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

/** Leaves what was typed, sign and all. */
const leaveMenu: Command = view => {
  if (!view.state.field(menuField)) return false
  view.dispatch({ effects: leave.of(null) })
  return true
}

export const mentionMenu: Extension = [
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
