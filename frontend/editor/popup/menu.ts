import type { EditorView } from '@codemirror/view'
import { element, icon } from './dom.ts'
import { placeFloat } from './float.ts'

export interface MenuItem {
  readonly name: string
  readonly icon: string
  /** A class for the icon, such as a colour. */
  readonly look?: string
  /** Stands above the item as the title of what follows. */
  readonly title?: string
  /** The position is that of the menu in the text as it is now. */
  readonly run: (position: number) => void
}

export interface MenuSpec {
  readonly label: string
  /** On the screen. */
  readonly at: { readonly left: number; readonly top: number }
  /** The place in the text that the menu is about; it moves with the text. */
  readonly position: number
  readonly items: () => readonly MenuItem[]
}

const openMenus = new WeakMap<EditorView, { position: number; close: () => void }>()

/** Keeps the place of an open menu where others write. */
export function mapMenu(view: EditorView, map: (position: number) => number): void {
  const menu = openMenus.get(view)
  if (menu) menu.position = map(menu.position)
}

/** Shows a menu. Arrows move in it, letters find an item; it closes by itself when it loses the focus. */
export function openMenu(view: EditorView, { label, at, position, items }: MenuSpec): void {
  openMenus.get(view)?.close()
  const dom = element('div', { class: 'atoll-menu atoll-float atoll-block-menu', role: 'menu', 'aria-label': label })
  const menu = {
    position,
    close: () => {
      // Taking away what has the focus tells of its loss, which closes as well.
      if (openMenus.get(view) !== menu) return
      openMenus.delete(view)
      dom.remove()
    },
  }
  openMenus.set(view, menu)
  const rows: HTMLElement[] = []
  for (const item of items()) {
    if (item.title) dom.append(element('div', { class: 'atoll-menu-title', role: 'presentation' }, item.title))
    const sign = icon(item.icon)
    if (item.look) sign.classList.add(item.look)
    const row = element('div', { role: 'menuitem', tabindex: '-1' }, sign, item.name)
    row.addEventListener('click', () => {
      menu.close()
      view.focus()
      item.run(Math.min(menu.position, view.state.doc.length))
    })
    rows.push(row)
    dom.append(row)
  }
  dom.addEventListener('keydown', event => {
    const here = rows.indexOf(event.target as HTMLElement)
    if (event.key === 'ArrowDown') rows[(here + 1) % rows.length]!.focus()
    else if (event.key === 'ArrowUp') rows[(here - 1 + rows.length) % rows.length]!.focus()
    else if (event.key === 'Home') rows[0]!.focus()
    else if (event.key === 'End') rows.at(-1)!.focus()
    else if (event.key === 'Enter' || event.key === ' ') rows[here]?.click()
    else if (event.key === 'Escape' || event.key === 'Tab') {
      menu.close()
      view.focus()
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      const letter = event.key.toLowerCase()
      const after = [...rows.slice(here + 1), ...rows.slice(0, here + 1)]
      after.find(row => row.textContent!.toLowerCase().startsWith(letter))?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  })
  dom.addEventListener('focusout', event => {
    if (!dom.contains(event.relatedTarget as Node | null)) menu.close()
  })
  view.dom.append(dom)
  placeFloat(view, dom, at)
  rows[0]?.focus({ preventScroll: true })
}
