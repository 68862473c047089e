import type { EditorState } from '@codemirror/state'
import { Decoration, type EditorView, ViewPlugin, WidgetType } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { element } from '../popup/dom.ts'
import { type Host, type Pages, host } from '../host/host.ts'
import type { Members } from '../host/members.ts'
import { pageOf } from '../document/model.ts'

/** The character that a mention is: one unit of the text, so that it is chosen, moved and deleted as a whole. */
export const mentionCharacter = '\ufffc'

export type Mention =
  | { readonly kind: 'page'; readonly node: string }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'person'; readonly id?: string; readonly name: string }

/**
 * What the mark `mention` of a mention's character says: `page:ID`, `date:2030-12-31`, `person:ID:NAME` with the name at the
 * time of writing, and `person:NAME` where the id was not known.
 */
export function parseMention(value: unknown): Mention | undefined {
  const [, kind, rest] = /^(page|date|person):(.{1,165})$/u.exec(typeof value === 'string' ? value : '') ?? []
  if (kind === 'page') return /^[\w.~-]+$/.test(rest!) ? { kind, node: rest! } : undefined
  if (kind === 'date') return /^\d{4}-\d\d-\d\d$/.test(rest!) ? { kind, date: rest! } : undefined
  if (kind !== 'person') return undefined
  const [, id, name] = /^([0-9a-f]{64}):(.{1,100})$/u.exec(rest!) ?? []
  if (id) return { kind, id, name: name! }
  return rest!.length <= mostName ? { kind, name: rest! } : undefined
}

const mostName = 100

/** What the mark of a person's mention says. */
export const personMention = (id: string | undefined, name: string): string =>
  `person:${id === undefined ? '' : `${id}:`}${name.slice(0, mostName)}`

/** A day as people read it, in the language of the browser. */
export function readableDate(date: string): string {
  const day = new Date(`${date}T00:00:00`)
  if (Number.isNaN(day.getTime())) return date
  return day.toLocaleDateString(undefined, { weekday: 'short', year: 'numeric', month: 'long', day: 'numeric' })
}

/** The names of people whom a page names by name alone. Cost: the marks of the page. */
export function namedIn(state: EditorState): string[] {
  const names = new Set<string>()
  pageOf(state).spans.between(0, state.doc.length, (_from, _to, { attributes }) => {
    const mention = parseMention(attributes.mention)
    if (mention?.kind === 'person' && !mention.id) names.add(mention.name)
  })
  return [...names]
}

/** How a mention reads now. */
export function mentionText(mention: Mention, pages: Pages, members: Members): string {
  switch (mention.kind) {
    case 'page': {
      const title = pages.title(mention.node)
      return title === undefined ? word('editor.page-gone') : title || word('untitled')
    }
    case 'date':
      return readableDate(mention.date)
    case 'person':
      return `@${(mention.id && members.name(mention.id)) ?? mention.name}`
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
    return drawnMention(this.value, this.mention, view.state.facet(host))
  }

  override ignoreEvent(event: Event): boolean {
    return event.type === 'click' || event.type === 'mousedown'
  }
}

/** A mention on the screen, by its value and what that says; that of a page opens it. */
export function drawnMention(value: string, mention: Mention, of: Host): HTMLElement {
  const { pages, members } = of
  if (mention.kind !== 'page') {
    const words = element(
      'span',
      { class: `atoll-mention atoll-mention-${mention.kind}` },
      mentionText(mention, pages, members),
    )
    if (mention.kind === 'person' && mention.id) words.dataset.mentionPerson = value
    return words
  }
  const link = element('a', {
    class: 'atoll-mention atoll-mention-page',
    href: `/p/${encodeURIComponent(mention.node)}`,
    'data-mention-page': mention.node,
    tabindex: '-1',
  })
  entitle(link, of)
  link.addEventListener('click', event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    pages.open(mention.node)
  })
  return link
}

function entitle(link: HTMLElement, { pages, members }: Host): void {
  const node = link.dataset.mentionPage!
  link.classList.toggle('atoll-mention-gone', pages.title(node) === undefined)
  const sign = pages.icon(node)
  link.textContent = `${sign}${sign && '\u00a0'}${mentionText({ kind: 'page', node }, pages, members)}`
}

/** How the characters of a mention are drawn; undefined where the value is none that this version knows. */
export function mentionDecoration(value: unknown): Decoration | undefined {
  const mention = parseMention(value)
  return mention && Decoration.replace({ widget: new MentionWidget(String(value), mention) })
}

/** Keeps the titles of mentioned pages as they are in the tree, and the names of people as they are called now. */
export const mentionTitles = ViewPlugin.fromClass(
  class {
    readonly #leave: () => void

    constructor(view: EditorView) {
      const serving = view.state.facet(host)
      const { pages, members } = serving
      const leave = pages.onChange(() => {
        for (const link of view.contentDOM.querySelectorAll<HTMLElement>('[data-mention-page]')) entitle(link, serving)
      })
      const rename = () => {
        for (const words of view.contentDOM.querySelectorAll<HTMLElement>('[data-mention-person]')) {
          const mention = parseMention(words.dataset.mentionPerson)
          if (mention) words.textContent = mentionText(mention, pages, members)
        }
      }
      members.addEventListener('change', rename)
      this.#leave = () => {
        leave()
        members.removeEventListener('change', rename)
      }
    }

    destroy() {
      this.#leave()
    }
  },
)
