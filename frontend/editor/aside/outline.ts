import type { ChangeDesc } from '@codemirror/state'
import { EditorView, type ViewUpdate } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { element } from '../popup/dom.ts'
import { foldField, toggleFold } from '../document/folding.ts'
import { type Heading, headingAt, headingsOf, onRail } from '../document/headings.ts'
import { isLoad, pageOf } from '../document/model.ts'

/** The headings are read again after a pause in the writing of this many milliseconds. */
const pause = 400
const mostOnRail = 24
/** Below the top of the page, in pixels: what stands higher has been read. */
const readUpTo = 96
const margin = 28

/**
 * The headings beside the page: a rail of dashes that becomes a list under the pointer, and by the keyboard. Nothing is
 * read while somebody types; until then the places that were read move with the text.
 */
export class Outline {
  readonly dom = element('nav', { class: 'atoll-outline', 'aria-label': word('outline.title'), hidden: true })
  readonly #rail = element('button', { type: 'button', class: 'atoll-rail', 'aria-label': word('outline.title') })
  readonly #list = element('div', { class: 'atoll-outline-list', hidden: true })
  readonly #view: () => EditorView | undefined
  #headings: readonly Heading[] = []
  /** Since the headings were read. */
  #changes: ChangeDesc | undefined
  #current = -1
  /** Gone to, and nothing was scrolled since. */
  #chosen = -1
  #timer: ReturnType<typeof setTimeout> | undefined
  #frame = 0

  constructor(view: () => EditorView | undefined) {
    this.#view = view
    this.dom.append(this.#rail, this.#list)
    this.#rail.addEventListener('click', () => (this.#list.hidden ? this.#open() : this.#close()))
    this.dom.addEventListener('pointerenter', event => event.pointerType === 'mouse' && this.#open())
    this.dom.addEventListener('pointerleave', event => event.pointerType === 'mouse' && this.#leave())
    this.dom.addEventListener('focusout', event => {
      if (!this.dom.contains(event.relatedTarget as Node | null) && !this.dom.matches(':hover')) this.#close()
    })
    this.dom.addEventListener('keydown', event => this.#onKey(event))
    this.#list.addEventListener('click', event => {
      const entry = (event.target as Element).closest<HTMLElement>('[data-index]')
      if (entry) this.#goTo(Number(entry.dataset.index))
    })
  }

  readonly extension = [
    EditorView.updateListener.of(update => this.#updated(update)),
    EditorView.domEventObservers({
      wheel: () => void (this.#chosen = -1),
      touchmove: () => void (this.#chosen = -1),
      keydown: () => void (this.#chosen = -1),
    }),
  ]

  /** For a new view, of the same page or another. */
  attach(view: EditorView): void {
    this.#close()
    view.scrollDOM.addEventListener('scroll', () => this.#markSoon(), { passive: true })
    this.#read()
  }

  /** Opens the list with the keyboard in it. */
  show(): void {
    this.#read()
    this.dom.hidden = false
    this.#open()
    this.#focus(this.#current)
  }

  #updated({ startState, state, docChanged, changes, transactions }: ViewUpdate): void {
    if (pageOf(startState) === pageOf(state)) return
    if (docChanged) this.#changes = this.#changes ? this.#changes.composeDesc(changes) : changes
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#read(), transactions.some(isLoad) ? 0 : pause)
  }

  #read(): void {
    clearTimeout(this.#timer)
    const view = this.#view()
    const before = this.#headings
    this.#headings = view ? headingsOf(view.state) : []
    this.#changes = undefined
    const same = before.length === this.#headings.length && before.every((each, i) => reads(each, this.#headings[i]!))
    if (!same) this.#draw()
    this.#mark()
  }

  #draw(): void {
    const headings = this.#headings
    this.dom.hidden = headings.length < 2 && this.#list.hidden
    const dash = (i: number) => element('i', { class: `atoll-dash-${headings[i]!.level}`, 'data-index': String(i) })
    this.#rail.replaceChildren(...onRail(headings, mostOnRail).map(dash))
    if (!this.#list.hidden) this.#drawList()
  }

  #drawList(): void {
    const hadFocus = this.#focused() !== undefined
    const entries = this.#headings.map(({ level, text }, i) =>
      element(
        'button',
        { type: 'button', class: `atoll-entry-${level}`, 'data-index': String(i), tabindex: '-1', dir: 'auto' },
        text,
      ),
    )
    this.#list.replaceChildren(...(entries.length ? entries : [element('p', {}, word('outline.none'))]))
    if (hadFocus) this.#focus(this.#current)
  }

  #open(): void {
    if (!this.#list.hidden) return
    this.#list.hidden = false
    this.#rail.setAttribute('aria-expanded', 'true')
    this.#drawList()
    this.#mark()
    this.#list.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }

  #leave(): void {
    if (this.#focused() === undefined) this.#close()
  }

  #close(): void {
    this.#list.hidden = true
    this.#list.replaceChildren()
    this.#rail.setAttribute('aria-expanded', 'false')
    this.dom.hidden = this.#headings.length < 2
  }

  /** The entry that has the focus. */
  #focused(): HTMLElement | undefined {
    return this.#list.querySelector<HTMLElement>('[data-index]:focus') ?? undefined
  }

  #focus(index: number): void {
    const entries = this.#list.querySelectorAll<HTMLElement>('[data-index]')
    ;(entries[Math.max(0, Math.min(index, entries.length - 1))] ?? this.#rail).focus()
  }

  #onKey(event: KeyboardEvent): void {
    const at = Number(this.#focused()?.dataset.index ?? this.#current)
    const last = this.#headings.length - 1
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(last, at + 1),
      ArrowUp: Math.max(0, at - 1),
      Home: 0,
      End: last,
    }
    const next = steps[event.key]
    if (next !== undefined) this.#focus(next)
    else if (event.key === 'Escape') {
      this.#close()
      this.#view()?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** Where a heading is by now; undefined if it is gone. */
  #place(index: number): number | undefined {
    const at = this.#headings[index]?.at
    return at === undefined ? undefined : (this.#changes?.mapPos(at, 1) ?? at)
  }

  #goTo(index: number): void {
    const view = this.#view()
    const place = this.#place(index)
    if (!view || place === undefined) return
    const at = view.state.doc.lineAt(place).from
    unfold(view, at)
    this.#close()
    view.dispatch({
      selection: { anchor: at },
      effects: EditorView.scrollIntoView(at, { y: 'start', yMargin: margin }),
    })
    view.focus()
    this.#chosen = index
    this.#mark()
  }

  #markSoon(): void {
    if (this.dom.hidden || this.#frame) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      this.#mark()
    })
  }

  /** Marks the heading that is being read. */
  #mark(): void {
    const view = this.#view()
    if (!view || this.dom.hidden) return
    const current = this.#chosen >= 0 && this.#chosen < this.#headings.length ? this.#chosen : this.#atTop(view)
    this.#current = current
    for (const marked of this.dom.querySelectorAll('[aria-current]')) marked.removeAttribute('aria-current')
    this.#list.querySelector(`[data-index="${current}"]`)?.setAttribute('aria-current', 'true')
    // The rail may leave out the current one: the dash above stands for it.
    const dashes = [...this.#rail.children] as HTMLElement[]
    const dash = headingAt(
      dashes.map(({ dataset }) => Number(dataset.index)),
      current,
    )
    dashes[dash]?.setAttribute('aria-current', 'true')
  }

  /** By what stands at the top of the screen; the last screen is read downwards, since it cannot be scrolled up to there. */
  #atTop(view: EditorView): number {
    const { scrollTop, scrollHeight, clientHeight } = view.scrollDOM
    const intoLast = Math.max(0, scrollTop - (scrollHeight - 2 * clientHeight)) / clientHeight
    const y = scrollTop > 0 ? readUpTo + Math.min(1, intoLast) * (clientHeight - readUpTo) : readUpTo
    const top = view.scrollDOM.getBoundingClientRect().top + y - view.documentTop
    const line = view.lineBlockAtHeight(Math.max(0, top))
    const places = this.#headings.map(({ at }) => this.#changes?.mapPos(at, 1) ?? at)
    return headingAt(places, line.from)
  }
}

const reads = (a: Heading, b: Heading) => a.level === b.level && a.text === b.text

/** Opens what a position is folded into. */
function unfold(view: EditorView, position: number): void {
  const toggles: number[] = []
  view.state.field(foldField).between(position, position, (from, to) => {
    if (from < position && to >= position) toggles.push(view.state.doc.lineAt(from).from)
  })
  for (const toggle of toggles) toggleFold(view, toggle)
}
