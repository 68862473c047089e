import type { EditorView } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { element, icon, icons } from '../popup/dom.ts'
import { showFloat } from '../popup/float.ts'
import { host } from '../host/host.ts'

const most = 8

/** Lets the person choose a page of the workspace by its title. Arrows move, Enter chooses, Escape leaves. */
export function pickPage(view: EditorView, chosen: (node: string) => void): void {
  const { pages } = view.state.facet(host)
  const list = element('div', { role: 'listbox', id: 'atoll-pages', 'aria-label': word('block.page.name') })
  const field = element('input', {
    type: 'text',
    role: 'combobox',
    'aria-controls': 'atoll-pages',
    'aria-expanded': 'true',
    placeholder: word('block.page.name'),
    'aria-label': word('block.page.name'),
  })
  const dom = element(
    'div',
    { class: 'atoll-menu atoll-float atoll-block-menu' },
    element('div', { class: 'atoll-link-panel' }, field),
    list,
  )
  let selected = 0
  const take = (node: string) => {
    view.focus()
    dom.remove()
    chosen(node)
  }
  const show = () => {
    const found = pages.search(field.value).slice(0, most)
    selected = Math.min(selected, Math.max(0, found.length - 1))
    list.replaceChildren(
      ...found.map((node, i) => {
        const row = element(
          'div',
          { role: 'option', id: `atoll-page-${i}`, 'aria-selected': String(i === selected), 'data-node': node },
          ...(pages.icon(node) ? [element('span', { class: 'atoll-sign' }, pages.icon(node))] : [icon(icons.page)]),
          pages.title(node) || word('untitled'),
        )
        row.addEventListener('mousedown', event => {
          event.preventDefault()
          take(node)
        })
        return row
      }),
    )
    if (found.length === 0) list.append(element('div', { class: 'atoll-none' }, word('editor.no-page')))
    field.setAttribute('aria-activedescendant', found.length ? `atoll-page-${selected}` : '')
  }
  const move = (way: 1 | -1) => {
    const { length } = list.querySelectorAll('[data-node]')
    if (length) selected = (selected + way + length) % length
    show()
  }
  field.addEventListener('input', () => {
    selected = 0
    show()
  })
  field.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1)
    else if (event.key === 'Enter') {
      const node = list.querySelectorAll<HTMLElement>('[data-node]')[selected]?.dataset.node
      if (node) take(node)
    } else if (event.key === 'Escape') view.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  showFloat(view, dom, view.state.selection.main.head, { width: 260, height: 330 })
  show()
  field.focus()
}
