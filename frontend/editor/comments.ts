import { type EditorState, type Extension, Prec } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import type { Comment, Thread } from '../core/aside.ts'
import { word } from '../core/words.ts'
import { Edit } from './blocks.ts'
import { hasText, make, textRanges } from './commands.ts'
import { element, icon, icons } from './dom.ts'
import { pageOf } from './model.ts'
import { commentMark, threadOf } from './schema.ts'

/** What the comments need of the page around them. */
export interface CommentHost {
  readonly view: () => EditorView | undefined
  /** False while the instance cannot be reached. */
  readonly ask: (message: object) => boolean
}

const longestQuote = 300
const settled = 400

/** Where the text of each thread is now: from its first character to its last. Cost: the marks of the page. */
export function placesOf(state: EditorState): Map<string, { from: number; to: number }> {
  const places = new Map<string, { from: number; to: number }>()
  pageOf(state).spans.between(0, state.doc.length, (from, to, { attributes }) => {
    for (const name in attributes) {
      const thread = threadOf(name)
      if (thread === undefined) continue
      const known = places.get(thread)
      places.set(thread, known ? { from: known.from, to } : { from, to })
    }
  })
  return places
}

const commentIcon = 'M5 5h14v11h-7l-4 4v-4H5z'
const highlight =
  'background: color-mix(in srgb, #e0a800 24%, transparent); border-bottom: 2px solid color-mix(in srgb, #e0a800 70%, transparent)'

const newId = () => crypto.randomUUID().replaceAll('-', '')

/** The threads beside the page, and their highlights in the text. */
export class Comments {
  readonly dom = element('aside', { class: 'atoll-comments', 'aria-label': word('comments.title'), hidden: true })
  readonly button = element('button', { type: 'button', class: 'atoll-comments-button' })
  readonly extension: Extension
  readonly #host: CommentHost
  readonly #sheet: CSSStyleSheet
  #threads: readonly Thread[] = []
  #draft: { thread: string; quote: string } | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param sheet gets the highlights of the open threads */
  constructor(host: CommentHost, sheet: CSSStyleSheet) {
    this.#host = host
    this.#sheet = sheet
    this.button.addEventListener('click', () => this.#open(this.dom.hidden === true))
    this.dom.addEventListener('keydown', event => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      this.#open(false)
      host.view()?.focus()
    })
    this.extension = [
      Prec.high(keymap.of([{ key: 'Ctrl-Alt-m', mac: 'Cmd-Alt-m', run: view => this.#begin(view) }])),
      EditorView.updateListener.of(update => {
        if (update.docChanged) this.#later()
      }),
      EditorView.domEventHandlers({ click: event => this.#clicked(event) }),
    ]
    this.#show()
  }

  /** Nothing of another page is shown. */
  reset(): void {
    this.#draft = undefined
    this.show([])
    this.#open(false)
  }

  show(threads: readonly Thread[]): void {
    this.#threads = threads
    this.#show()
  }

  /** Asks for a comment on the selected text, which stays selected meanwhile and moves with what others write. */
  #begin(view: EditorView): boolean {
    const { state } = view
    if (state.readOnly || !hasText(state)) return false
    const { from, to } = state.selection.main
    this.#draft = { thread: newId(), quote: state.sliceDoc(from, Math.min(to, from + longestQuote)) }
    this.#open(true)
    this.dom.querySelector<HTMLElement>('.atoll-draft textarea')?.focus()
    return true
  }

  #submitDraft(text: string): boolean {
    const view = this.#host.view()
    const draft = this.#draft
    if (!view || !draft || view.state.readOnly || !hasText(view.state)) return false
    if (!this.#host.ask({ t: 'comment', thread: draft.thread, comment: newId(), quote: draft.quote, text }))
      return false
    const edit = new Edit()
    for (const { from, to } of textRanges(view.state, [view.state.selection.main]))
      edit.set(from, to, { [commentMark(draft.thread)]: true })
    make(view, edit.done(), view.state.selection.main.to, 'comment')
    this.#draft = undefined
    view.focus()
    return true
  }

  #open(open: boolean): void {
    this.dom.hidden = !open
    if (!open) this.#draft = undefined
    this.button.setAttribute('aria-expanded', String(open))
    const root = this.dom.getRootNode()
    if (root instanceof ShadowRoot) root.host.toggleAttribute('commenting', open)
    this.#show()
  }

  /** A click into commented text shows its thread. */
  #clicked(event: Event): boolean {
    const name = (event.target as Element).closest?.('[class*="atoll-thread-"]')?.className ?? ''
    const thread = /atoll-thread-([a-z0-9]+)/.exec(name)?.[1]
    if (!thread || !this.#threads.some(({ id, resolved }) => id === thread && !resolved)) return false
    this.#open(true)
    this.dom.querySelector(`[data-thread="${thread}"]`)?.scrollIntoView({ block: 'nearest' })
    return false
  }

  /** What was written may have taken text of a thread away; no key waits for that. */
  #later(): void {
    if (this.dom.hidden) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#places(), settled)
  }

  #show(): void {
    const open = this.#threads.filter(({ resolved }) => !resolved)
    const rules = open.map(({ id }) => `.atoll-thread-${id}`).join(', ')
    this.#sheet.replaceSync(rules ? `${rules} { ${highlight} }` : '')
    const label = word('comments.count', open.length)
    this.button.replaceChildren(icon(commentIcon), open.length ? String(open.length) : '')
    this.button.setAttribute('aria-label', label)
    this.button.title = `${label} (${word('comments.keys')})`
    if (this.dom.hidden) return
    const typing = this.#keepTyped()
    const close = element('button', { type: 'button', 'aria-label': word('close') }, icon(icons.clear))
    close.addEventListener('click', () => this.#open(false))
    const head = element('header', {}, element('h2', {}, word('comments.title')), close)
    const parts: HTMLElement[] = this.#draft ? [this.#draftBox(this.#draft)] : []
    const resolved = this.#threads.filter(thread => thread.resolved)
    parts.push(...this.#ordered(open).map(thread => this.#thread(thread)))
    if (resolved.length) {
      const list = resolved.map(thread => this.#thread(thread))
      parts.push(element('details', {}, element('summary', {}, word('comments.resolved', resolved.length)), ...list))
    }
    if (parts.length === 0) parts.push(element('p', { class: 'atoll-none' }, word('comments.none')))
    this.dom.replaceChildren(head, ...parts)
    typing()
    this.#places()
  }

  /** What is being typed in the panel stays while it is drawn anew. */
  #keepTyped(): () => void {
    const fields = [...this.dom.querySelectorAll('textarea')].map(field => ({
      key: field.dataset.field!,
      text: field.value,
      focused: field.matches(':focus'),
    }))
    return () => {
      for (const { key, text, focused } of fields) {
        const field = this.dom.querySelector<HTMLTextAreaElement>(`[data-field="${key}"]`)
        if (!field || (!text && !focused)) continue
        field.value = text
        if (focused) field.focus()
      }
    }
  }

  #ordered(threads: readonly Thread[]): Thread[] {
    const view = this.#host.view()
    const places = view ? placesOf(view.state) : new Map<string, { from: number }>()
    const at = ({ id }: Thread) => places.get(id)?.from ?? Number.MAX_SAFE_INTEGER
    return [...threads].sort((a, b) => at(a) - at(b) || (a.id < b.id ? -1 : 1))
  }

  /** Says of each thread whether its text is still there. */
  #places(): void {
    const view = this.#host.view()
    if (!view || this.dom.hidden) return
    const places = placesOf(view.state)
    for (const card of this.dom.querySelectorAll<HTMLElement>('[data-thread]'))
      card.toggleAttribute('data-gone', !places.has(card.dataset.thread!))
  }

  #draftBox({ thread, quote }: { thread: string; quote: string }): HTMLElement {
    const box = element('section', { class: 'atoll-draft' }, element('blockquote', {}, quote))
    box.append(this.#field(`draft-${thread}`, word('comments.write'), text => this.#submitDraft(text)))
    return box
  }

  #thread(thread: Thread): HTMLElement {
    const { id, quote, resolved } = thread
    const go = element('button', { type: 'button', class: 'atoll-quote-button', title: word('comments.go') }, quote)
    go.addEventListener('click', () => this.#goTo(id))
    const gone = element('p', { class: 'atoll-gone' }, word('comments.gone'))
    const close = element('button', { type: 'button' }, word(resolved ? 'comments.reopen' : 'comments.resolve'))
    close.addEventListener('click', () => this.#host.ask({ t: 'resolve', thread: id, resolved: !resolved }))
    const card = element('section', { 'data-thread': id, 'aria-label': quote }, go, gone)
    card.append(...thread.comments.map(comment => this.#comment(id, comment)))
    if (!resolved) card.append(this.#field(id, word('comments.reply'), text => this.#reply(id, text)))
    card.append(close)
    return card
  }

  #reply(thread: string, text: string): boolean {
    return this.#host.ask({ t: 'comment', thread, comment: newId(), quote: '', text })
  }

  #comment(thread: string, { id, name, at, text, own }: Comment): HTMLElement {
    const time = element(
      'time',
      {},
      new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
    )
    const head = element('div', { class: 'atoll-comment-head' }, element('b', {}, name), time)
    if (own) {
      const remove = element('button', { type: 'button', 'aria-label': word('comments.delete') }, icon(icons.remove))
      remove.addEventListener('click', () => this.#host.ask({ t: 'uncomment', thread, comment: id }))
      head.append(remove)
    }
    return element('article', {}, head, element('p', {}, text))
  }

  /** A field that sends with Enter; Shift-Enter breaks the line. What could not be sent stays in it. */
  #field(key: string, label: string, send: (text: string) => boolean): HTMLElement {
    const field = element('textarea', { rows: '2', placeholder: label, 'aria-label': label, 'data-field': key })
    field.maxLength = 10_000
    field.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
      event.preventDefault()
      const text = field.value.trim()
      if (!text) return
      field.value = ''
      if (!send(text)) field.value = text
    })
    return field
  }

  #goTo(thread: string): void {
    const view = this.#host.view()
    const place = view && placesOf(view.state).get(thread)
    if (!place) return
    view.dispatch({ effects: EditorView.scrollIntoView(place.from, { y: 'center' }) })
  }
}
