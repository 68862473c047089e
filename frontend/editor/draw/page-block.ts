import { Decoration, type EditorView, ViewPlugin, WidgetType } from '@codemirror/view'
import type { Attributes } from '../../core/attributes.ts'
import { word } from '../../core/words.ts'
import { element, icon, icons } from '../popup/dom.ts'
import { host } from '../host/host.ts'

/** A page of the workspace, or the place of a view of one, by the title that it has now. */
class PageCard extends WidgetType {
  readonly node: string
  readonly view: boolean

  constructor(node: string, view: boolean) {
    super()
    this.node = node
    this.view = view
  }

  override eq(other: PageCard): boolean {
    return other.node === this.node && other.view === this.view
  }

  toDOM(view: EditorView): HTMLElement {
    const name = element('span', { class: 'atoll-file-name' })
    const card = element(
      'a',
      {
        class: `atoll-file-card atoll-page-card${this.view ? ' atoll-view-place' : ''}`,
        href: `/p/${encodeURIComponent(this.node)}`,
        contenteditable: 'false',
        tabindex: '-1',
        'data-node': this.node,
      },
      element('span', { class: 'atoll-sign', 'aria-hidden': 'true' }),
      icon(this.view ? icons.table : icons.page),
      name,
      ...(this.view ? [element('span', { class: 'atoll-file-size' }, word('editor.view-place'))] : []),
    )
    entitle(view, card)
    card.addEventListener('click', event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      view.state.facet(host).pages.open(this.node)
    })
    return card
  }

  override ignoreEvent(): boolean {
    return true
  }
}

function entitle(view: EditorView, card: HTMLElement): void {
  const title = view.state.facet(host).pages.title(card.dataset.node!)
  card.classList.toggle('atoll-file-absent', title === undefined)
  const sign = view.state.facet(host).pages.icon(card.dataset.node!)
  card.querySelector('.atoll-sign')!.textContent = sign
  card.classList.toggle('atoll-signed', sign !== '')
  card.querySelector('.atoll-file-name')!.textContent =
    title === undefined ? word('editor.page-gone') : title || word('untitled')
}

export function pageCard({ node, type }: Attributes): Decoration {
  const widget = new PageCard(typeof node === 'string' ? node : '', type === 'view')
  return Decoration.widget({ widget, side: -1 })
}

/** Keeps the titles as they are in the tree. */
export const pageTitles = ViewPlugin.fromClass(
  class {
    readonly #leave: () => void

    constructor(view: EditorView) {
      this.#leave = view.state.facet(host).pages.onChange(() => {
        for (const card of view.contentDOM.querySelectorAll<HTMLElement>('.atoll-page-card')) entitle(view, card)
      })
    }

    destroy() {
      this.#leave()
    }
  },
)
