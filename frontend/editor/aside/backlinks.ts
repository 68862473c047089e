import type { Backlink } from '../../core/aside.ts'
import { word } from '../../core/words.ts'
import { element } from '../popup/dom.ts'

/** The lines of other pages that link here, below the page. Nothing is shown where there is none. */
export class Backlinks {
  readonly dom: HTMLElement
  readonly #open: (node: string) => void

  constructor(open: (node: string) => void) {
    this.#open = open
    this.dom = element('section', { class: 'atoll-backlinks', 'aria-label': word('backlinks.title'), hidden: true })
  }

  show(links: readonly Backlink[]): void {
    this.dom.hidden = links.length === 0
    const title = element('h2', {}, word('backlinks.title'))
    this.dom.replaceChildren(title, ...grouped(links).map(lines => this.#page(lines)))
  }

  #page(lines: readonly Backlink[]): HTMLElement {
    const { node, title } = lines[0]!
    const link = element('a', { href: `/p/${encodeURIComponent(node)}` }, title || word('untitled'))
    link.addEventListener('click', event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      this.#open(node)
    })
    return element('div', { class: 'atoll-backlink' }, link, ...lines.map(({ line }) => element('p', {}, line)))
  }
}

function grouped(links: readonly Backlink[]): Backlink[][] {
  const pages = new Map<string, Backlink[]>()
  for (const link of links) pages.set(link.node, [...(pages.get(link.node) ?? []), link])
  return [...pages.values()]
}
