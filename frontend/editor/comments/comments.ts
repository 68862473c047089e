import { type ChangeDesc, type EditorState, type Extension, Facet, Prec } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import type { Comment, Thread } from '../../core/aside.ts'
import { word } from '../../core/words.ts'
import { Edit, blockAt } from '../document/blocks.ts'
import { caretsShown } from '../presence/carets.ts'
import { commentField, withNames } from './comment-field.ts'
import { placesOf } from './comment-places.ts'
import { hasText, make, textRanges } from '../document/commands.ts'
import { element, icon, icons } from '../popup/dom.ts'
import type { Members, Somebody } from '../host/members.ts'
import { namedIn } from '../mentions/mentions.ts'
import { pageOf } from '../document/model.ts'
import { commentMark } from '../document/schema.ts'

/** What the comments need of the page around them. */
export interface CommentHost {
  readonly members: Members
  readonly view: () => EditorView | undefined
  /** False while the instance cannot be reached. */
  readonly ask: (message: object) => boolean
}

/** Begins a comment on the block at a position, or on the selected text; absent where nobody shows comments. */
export const beginComment = Facet.define<(view: EditorView, position?: number) => void>()

/** Whether comments may be begun although nothing else may be written. */
export const onlyComments = Facet.define<boolean, boolean>({ combine: values => values.some(Boolean) })

/** Whether a comment may be begun. */
export const mayComment = (state: EditorState): boolean => !state.readOnly || state.facet(onlyComments)

/** A thread that is not begun yet: about a stretch of text or about a block, which move with what is written meanwhile. */
interface Draft {
  readonly thread: string
  readonly quote: string
  readonly block: boolean
  readonly from: number
  readonly to: number
}

/** A thread that was begun here, as long as undo may take it back. */
interface Begun {
  readonly comment: string
  readonly quote: string
  readonly text: string
}

const longestQuote = 300
const settled = 400

export const commentIcon = 'M5 5h14v11h-7l-4 4v-4H5z'
const tone = 'color-mix(in srgb, #e0a800 13%, transparent)'
const line = 'color-mix(in srgb, #e0a800 70%, transparent)'
const highlight = `background: ${tone}; border-bottom: 2px solid ${line}`
const ofBlock = `background: ${tone}; border-bottom: 0; box-shadow: -4px 0 0 ${line}`

const newId = () => crypto.randomUUID().replaceAll('-', '')

type Places = ReturnType<typeof placesOf>

function ordered(threads: readonly Thread[], places: Places): Thread[] {
  const at = ({ id }: Thread) => places.get(id)?.from ?? Number.MAX_SAFE_INTEGER
  return [...threads].sort((a, b) => at(a) - at(b) || (a.id < b.id ? -1 : 1))
}

/** The threads beside the page, and their highlights in the text. */
export class Comments {
  readonly dom = element('aside', { class: 'atoll-comments', 'aria-label': word('comments.title'), hidden: true })
  readonly button = element('button', { type: 'button', class: 'atoll-comments-button' })
  readonly extension: Extension
  readonly #host: CommentHost
  readonly #sheet: CSSStyleSheet
  #threads: readonly Thread[] = []
  #draft: Draft | undefined
  readonly #begun = new Map<string, Begun>()
  /** The thread that the address names was shown; what comes later does not show it again. */
  #arrived = false
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param sheet gets the highlights of the open threads */
  constructor(host: CommentHost, sheet: CSSStyleSheet) {
    this.#host = host
    this.#sheet = sheet
    // They may be called otherwise now.
    host.members.addEventListener('change', () => this.#show())
    this.button.addEventListener('click', () => this.#open(this.dom.hidden === true))
    this.dom.addEventListener('keydown', event => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      this.#open(false)
      host.view()?.focus()
    })
    this.extension = [
      Prec.high(keymap.of([{ key: 'Ctrl-Alt-m', mac: 'Cmd-Alt-m', run: view => this.#begin(view) }])),
      beginComment.of((view, position) => void this.#begin(view, position)),
      EditorView.updateListener.of(update => {
        const travelled = update.transactions.some(tr => tr.isUserEvent('undo') || tr.isUserEvent('redo'))
        if (travelled) this.#travelled(update.state)
        if (update.docChanged) this.#mapDraft(update.changes)
        // Marks come and go without a change of the text.
        if (travelled || pageOf(update.startState) !== pageOf(update.state)) this.#later()
      }),
      EditorView.domEventHandlers({ click: event => this.#clicked(event) }),
    ]
    this.#show()
  }

  /** Nothing of another page is shown. */
  reset(): void {
    this.#draft = undefined
    this.#begun.clear()
    this.#arrived = false
    this.show([])
    this.#open(false)
  }

  show(threads: readonly Thread[]): void {
    this.#threads = threads
    this.#show()
    this.#arrive()
  }

  /** Shows the thread that the address of the window names: `#thread-ID`. */
  #arrive(): void {
    const thread = /^#thread-([a-z0-9]{8,32})$/.exec(location.hash)?.[1]
    if (this.#arrived || !thread || !this.#threads.some(({ id }) => id === thread)) return
    this.#arrived = true
    this.#open(true)
    this.#reveal(thread)
    this.#goTo(thread)
  }

  /** Asks for a comment on the selected text, or on the block at a position or at the caret. */
  #begin(view: EditorView, position?: number): boolean {
    const { state } = view
    if (!mayComment(state)) return false
    const { from, to } = state.selection.main
    const block = position !== undefined || !hasText(state)
    if (position !== undefined) view.dispatch({ selection: { anchor: position } })
    const { line, attributes } = blockAt(state, position ?? from)
    const about = block ? { from: line.from, to: line.from } : { from, to }
    const words = line.text || String(attributes.name ?? attributes.alt ?? '') || word('comments.block')
    const quote = block ? words.slice(0, longestQuote) : state.sliceDoc(from, Math.min(to, from + longestQuote))
    this.#draft = { thread: newId(), quote, block, ...about }
    this.#open(true)
    this.dom.querySelector<HTMLElement>('.atoll-draft textarea')?.focus()
    return true
  }

  #mapDraft(changes: ChangeDesc): void {
    if (!this.#draft) return
    const from = changes.mapPos(this.#draft.from, 1)
    this.#draft = { ...this.#draft, from, to: Math.max(from, changes.mapPos(this.#draft.to, -1)) }
  }

  #submitDraft(text: string): boolean {
    const view = this.#host.view()
    const draft = this.#draft
    if (!view || !draft || !mayComment(view.state)) return false
    const { thread, quote, block } = draft
    const stretches = [...textRanges(view.state, [draft])]
    if (!block && stretches.length === 0) return false
    const comment = newId()
    if (!this.#host.ask({ t: 'comment', thread, comment, quote, text })) return false
    this.#begun.set(thread, { comment, quote, text })
    const edit = new Edit()
    const mark = { [commentMark(thread)]: true }
    if (block) edit.block(view.state.doc.lineAt(draft.from).from, mark)
    else for (const { from, to } of stretches) edit.set(from, to, mark)
    make(view, edit.done(), view.state.selection.main.to, 'comment')
    this.#draft = undefined
    view.focus()
    return true
  }

  /** Undo of the gesture that began a thread takes its comment too, as long as nobody answered; redo puts it back. */
  #travelled(state: EditorState): void {
    if (this.#begun.size === 0) return
    const places = placesOf(state)
    for (const [thread, { comment, quote, text }] of this.#begun) {
      const known = this.#threads.find(({ id }) => id === thread)
      if (!known && places.has(thread)) this.#host.ask({ t: 'comment', thread, comment, quote, text })
      else if (known?.comments.length === 1 && !places.has(thread)) this.#host.ask({ t: 'uncomment', thread, comment })
    }
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
    this.#reveal(thread)
    return false
  }

  #reveal(thread: string): void {
    const card = this.dom.querySelector<HTMLElement>(`[data-thread="${thread}"]`)
    const details = card?.closest('details')
    if (details) details.open = true
    card?.scrollIntoView({ block: 'nearest' })
  }

  /** What was written may have taken text of a thread away; no key waits for that. */
  #later(): void {
    if (this.dom.hidden) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#sayGone(this.#placesNow()), settled)
  }

  #show(): void {
    const open = this.#threads.filter(({ resolved }) => !resolved)
    const rules = open.map(({ id }) => `.atoll-thread-${id}`)
    const blocks = rules.map(rule => `.cm-line${rule}`).join(', ')
    this.#sheet.replaceSync(rules.length ? `${rules.join(', ')} { ${highlight} } ${blocks} { ${ofBlock} }` : '')
    const label = word('comments.count', open.length)
    this.button.replaceChildren(icon(commentIcon), open.length ? String(open.length) : '')
    this.button.setAttribute('aria-label', label)
    this.button.title = `${label} (${word('comments.keys')})`
    if (this.dom.hidden) return
    const typing = this.#keepTyped()
    const places = this.#placesNow()
    const names = this.#people().map(({ name }) => name)
    const close = element('button', { type: 'button', 'aria-label': word('close') }, icon(icons.clear))
    close.addEventListener('click', () => this.#open(false))
    const head = element('header', {}, element('h2', {}, word('comments.title')), close)
    const parts: HTMLElement[] = this.#draft ? [this.#draftBox(this.#draft)] : []
    const resolved = this.#threads.filter(thread => thread.resolved)
    parts.push(...ordered(open, places).map(thread => this.#thread(thread, names)))
    if (resolved.length) {
      const list = resolved.map(thread => this.#thread(thread, names))
      parts.push(element('details', {}, element('summary', {}, word('comments.resolved', resolved.length)), ...list))
    }
    if (parts.length === 0) parts.push(element('p', { class: 'atoll-none' }, word('comments.none')))
    this.dom.replaceChildren(head, ...parts)
    typing()
    this.#sayGone(places)
  }

  /** What is being typed in the panel stays while it is drawn anew, and the keyboard stays in it. */
  #keepTyped(): () => void {
    const focused = this.dom.querySelector(':focus')
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
      if (!focused || this.dom.matches(':focus-within')) return
      const thread = focused.closest<HTMLElement>('[data-thread]')?.dataset.thread
      const card = this.dom.querySelector(`[data-thread="${thread}"]`)
      const details = card?.closest('details:not([open])')
      const near = details ? details.querySelector('summary') : (card ?? this.dom).querySelector('button')
      near?.focus()
    }
  }

  #placesNow(): Places {
    const view = this.#host.view()
    return view ? placesOf(view.state) : new Map()
  }

  /** Says of each thread whether its text is still there. */
  #sayGone(places: Places): void {
    for (const card of this.dom.querySelectorAll<HTMLElement>('[data-thread]'))
      card.toggleAttribute('data-gone', !places.has(card.dataset.thread!))
  }

  #draftBox({ thread, quote }: Draft): HTMLElement {
    const box = element('section', { class: 'atoll-draft' }, element('blockquote', {}, quote))
    box.append(this.#field(`draft-${thread}`, word('comments.write'), text => this.#submitDraft(text)))
    return box
  }

  #thread(thread: Thread, names: readonly string[]): HTMLElement {
    const { id, quote, resolved } = thread
    const go = element('button', { type: 'button', class: 'atoll-quote-button', title: word('comments.go') }, quote)
    go.addEventListener('click', () => this.#goTo(id))
    const gone = element('p', { class: 'atoll-gone' }, word('comments.gone'))
    const close = element('button', { type: 'button' }, word(resolved ? 'comments.reopen' : 'comments.resolve'))
    close.addEventListener('click', () => this.#host.ask({ t: 'resolve', thread: id, resolved: !resolved }))
    const card = element('section', { 'data-thread': id, 'aria-label': quote }, go, gone)
    card.append(...thread.comments.map(comment => this.#comment(id, comment, names)))
    if (!resolved) card.append(this.#field(id, word('comments.reply'), text => this.#reply(id, text)))
    card.append(close)
    return card
  }

  #reply(thread: string, text: string): boolean {
    return this.#host.ask({ t: 'comment', thread, comment: newId(), quote: '', text })
  }

  #comment(thread: string, { id, name, at, text, own }: Comment, names: readonly string[]): HTMLElement {
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
    return element('article', {}, head, element('p', {}, ...withNames(text, names, this.#host.members)))
  }

  #field(key: string, label: string, send: (text: string) => boolean): HTMLElement {
    return commentField(key, label, () => this.#people(), send)
  }

  /** Whom a comment may name: the members, who is here, who commented, who is named in the page. */
  #people(): Somebody[] {
    const state = this.#host.view()?.state
    const names = this.#threads.flatMap(({ comments }) => comments.filter(({ own }) => !own).map(({ name }) => name))
    if (state) names.push(...caretsShown(state).map(({ name }) => name), ...namedIn(state))
    return this.#host.members.everybody(names)
  }

  #goTo(thread: string): void {
    const view = this.#host.view()
    const place = view && placesOf(view.state).get(thread)
    if (!place) return
    view.dispatch({ effects: EditorView.scrollIntoView(place.from, { y: 'center' }) })
  }
}
