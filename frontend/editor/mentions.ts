import type { EditorState } from '@codemirror/state'
import { Decoration, type EditorView, ViewPlugin, WidgetType } from '@codemirror/view'
import { word } from '../core/words.ts'
import { element } from './dom.ts'
import { type Pages, host } from './host.ts'
import { pageOf } from './model.ts'

/** The character that a mention is: one unit of the text, so that it is chosen, moved and deleted as a whole. */
export const mentionCharacter = '\ufffc'

export type Mention =
  | { readonly kind: 'page'; readonly node: string }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'person'; readonly name: string }

/** What the mark `mention` of a mention's character says: `page:ID`, `date:2030-12-31`, `person:NAME`. */
export function parseMention(value: unknown): Mention | undefined {
  const [, kind, rest] = /^(page|date|person):(.{1,100})$/u.exec(typeof value === 'string' ? value : '') ?? []
  if (kind === 'page') return /^[\w.~-]+$/.test(rest!) ? { kind, node: rest! } : undefined
  if (kind === 'date') return /^\d{4}-\d\d-\d\d$/.test(rest!) ? { kind, date: rest! } : undefined
  return kind === 'person' ? { kind, name: rest! } : undefined
}

/** A day as people read it, in the language of the browser. */
export function readableDate(date: string): string {
  const day = new Date(`${date}T00:00:00`)
  if (Number.isNaN(day.getTime())) return date
  return day.toLocaleDateString(undefined, { weekday: 'short', year: 'numeric', month: 'long', day: 'numeric' })
}

/** The people whom a page names. Cost: the marks of the page. */
export function namedIn(state: EditorState): string[] {
  const names = new Set<string>()
  pageOf(state).spans.between(0, state.doc.length, (_from, _to, { attributes }) => {
    const mention = parseMention(attributes.mention)
    if (mention?.kind === 'person') names.add(mention.name)
  })
  return [...names]
}

/** How a mention reads now. */
export function mentionText(mention: Mention, pages: Pages): string {
  switch (mention.kind) {
    case 'page': {
      const title = pages.title(mention.node)
      return title === undefined ? word('editor.page-gone') : title || word('untitled')
    }
    case 'date':
      return readableDate(mention.date)
    case 'person':
      return `@${mention.name}`
  }
}

class MentionWidget extends WidgetType {
  readonly value: string
  readonly mention: Mention

  constructor(value: string, mention: Mention) {
    super()
    this.value = value
    this.mention = mention
  }

  override eq(other: MentionWidget): boolean {
    return other.value === this.value
  }

  toDOM(view: EditorView): HTMLElement {
    const { mention } = this
    const { pages } = view.state.facet(host)
    if (mention.kind !== 'page') {
      return element('span', { class: `atoll-mention atoll-mention-${mention.kind}` }, mentionText(mention, pages))
    }
    const link = element('a', {
      class: 'atoll-mention atoll-mention-page',
      href: `/p/${encodeURIComponent(mention.node)}`,
      'data-mention-page': mention.node,
      tabindex: '-1',
    })
    entitle(link, pages)
    link.addEventListener('click', event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      pages.open(mention.node)
    })
    return link
  }

  override ignoreEvent(event: Event): boolean {
    return event.type === 'click' || event.type === 'mousedown'
  }
}

function entitle(link: HTMLElement, pages: Pages): void {
  const node = link.dataset.mentionPage!
  link.classList.toggle('atoll-mention-gone', pages.title(node) === undefined)
  const sign = pages.icon(node)
  link.textContent = `${sign}${sign && '\u00a0'}${mentionText({ kind: 'page', node }, pages)}`
}

/** How the characters of a mention are drawn; undefined where the value is none that this version knows. */
export function mentionDecoration(value: unknown): Decoration | undefined {
  const mention = parseMention(value)
  return mention && Decoration.replace({ widget: new MentionWidget(String(value), mention) })
}

/** Keeps the titles of mentioned pages as they are in the tree. */
export const mentionTitles = ViewPlugin.fromClass(
  class {
    readonly #leave: () => void

    constructor(view: EditorView) {
      const { pages } = view.state.facet(host)
      this.#leave = pages.onChange(() => {
        for (const link of view.contentDOM.querySelectorAll<HTMLElement>('[data-mention-page]')) entitle(link, pages)
      })
    }

    destroy() {
      this.#leave()
    }
  },
)
