import {
  type EditorState,
  type Extension,
  Facet,
  Prec,
  StateEffect,
  StateField,
  type Transaction,
} from '@codemirror/state'
import { type Command, EditorView, keymap, showTooltip } from '@codemirror/view'
import { blockAt } from '../document/blocks.ts'
import { element } from '../popup/dom.ts'

/** A menu at the caret that is open: what it offers, and which of that Enter takes. */
export interface OpenMenu<Item> {
  /** Where in the text the sign is that opened it. */
  readonly from: number
  readonly items: readonly Item[]
  readonly selected: number
}

/** What one menu is: when it opens, how long it stays, what it shows and does. */
export interface MenuKind<Item, Menu extends OpenMenu<Item>> {
  /** Name of the list and, with a number after it, of its options, for assistive programs. */
  readonly list: string
  readonly option: string
  label(): string
  /** What stands there when nothing fits. */
  none(): string
  /** The menu that a change opens, if it does. */
  opened(tr: Transaction): Menu | null
  /** The menu after a change; nothing if it is to close. The change has not moved `from` yet. */
  continued(menu: Menu, tr: Transaction): Menu | null
  content(item: Item): readonly (Node | string)[]
  take(view: EditorView, item: Item, menu: Menu): boolean
}

export interface ChoiceMenu {
  readonly extension: Extension
  /** Closes it and leaves what was typed, sign and all. */
  readonly leave: Command
}

/** Whether an editor is that of a cell. What is typed in a cell is typed in the page too; no menu opens there. */
export const ofCell = Facet.define<boolean, boolean>({ combine: values => values.includes(true) })

const typedElsewhere = (state: EditorState) =>
  blockAt(state, state.selection.main.head).type === 'cell' && !state.facet(ofCell)

/** A menu that opens at a sign in the text and is narrowed by what is typed after it. Arrows, Enter, Tab, Escape. */
export function choiceMenu<Item, Menu extends OpenMenu<Item>>(kind: MenuKind<Item, Menu>): ChoiceMenu {
  const choose = StateEffect.define<number>()
  const close = StateEffect.define<null>()

  const field: StateField<Menu | null> = StateField.define<Menu | null>({
    create: () => null,
    update(menu, tr) {
      for (const effect of tr.effects) {
        if (effect.is(close)) return null
        if (effect.is(choose) && menu) return { ...menu, selected: effect.value }
      }
      if (!tr.docChanged && !tr.selection) return menu
      if (menu) return kind.continued(menu, tr)
      return typedElsewhere(tr.state) ? null : kind.opened(tr)
    },
    provide: self => [
      showTooltip.from(self, menu => menu && { pos: menu.from, above: false, create }),
      EditorView.contentAttributes.from(self, menu =>
        menu?.items.length
          ? { 'aria-controls': kind.list, 'aria-activedescendant': `${kind.option}-${menu.selected}` }
          : ({} as Record<string, string>),
      ),
    ],
  })

  function create(view: EditorView) {
    const dom = element('div', {
      class: 'atoll-menu atoll-float',
      role: 'listbox',
      id: kind.list,
      'aria-label': kind.label(),
      // It may be longer than it is high; the keyboard scrolls it through what is selected.
      tabindex: '0',
    })
    dom.addEventListener('mousedown', event => event.preventDefault())
    let shown: readonly Item[] | undefined
    const show = (state: EditorState) => {
      const menu = state.field(field)
      if (!menu) return
      if (menu.items !== shown) {
        shown = menu.items
        dom.replaceChildren(...menu.items.map((item, i) => option(view, item, i)))
        if (shown.length === 0) dom.append(element('div', { class: 'atoll-none' }, kind.none()))
      }
      menu.items.forEach((_, i) => dom.children[i]?.setAttribute('aria-selected', String(i === menu.selected)))
      dom.children[menu.selected]?.scrollIntoView({ block: 'nearest' })
    }
    show(view.state)
    return { dom, update: (update: { state: EditorState }) => show(update.state), offset: { x: 0, y: 6 } }
  }

  function option(view: EditorView, item: Item, index: number): HTMLElement {
    const row = element('div', { role: 'option', id: `${kind.option}-${index}` }, ...kind.content(item))
    row.addEventListener('click', () => take(view, item))
    return row
  }

  function take(view: EditorView, item: Item): boolean {
    const menu = view.state.field(field)
    return menu ? kind.take(view, item, menu) : false
  }

  const step =
    (way: 1 | -1): Command =>
    view => {
      const menu = view.state.field(field)
      if (!menu || menu.items.length === 0) return false
      view.dispatch({ effects: choose.of((menu.selected + way + menu.items.length) % menu.items.length) })
      return true
    }

  const takeSelected: Command = view => {
    const menu = view.state.field(field)
    const item = menu?.items[menu.selected]
    return item ? take(view, item) : false
  }

  const leave: Command = view => {
    if (!view.state.field(field)) return false
    view.dispatch({ effects: close.of(null) })
    return true
  }

  const extension = [
    field,
    // By then the focus may be back, and a menu may have been opened in between.
    EditorView.domEventHandlers({ blur: (_, view) => void setTimeout(() => !view.hasFocus && leave(view)) }),
    Prec.highest(
      keymap.of([
        { key: 'ArrowDown', run: step(1) },
        { key: 'ArrowUp', run: step(-1) },
        { key: 'Enter', run: takeSelected },
        { key: 'Tab', run: takeSelected },
        { key: 'Escape', run: leave },
      ]),
    ),
  ]
  return { extension, leave }
}
