import { Compartment, EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { HeadPatch } from '../core/head.ts'
import { liveAt } from '../core/live.ts'
import { type Aside, type Look, plainLook } from '../core/aside.ts'
import type { Caret } from '../core/messages.ts'
import type { Page, Step } from '../core/page.ts'
import type { PageSession, PageView, SaveState, Selection } from '../core/session.ts'
import { isNoStep } from '../core/rebase.ts'
import { Backlinks } from './aside/backlinks.ts'
import { body, clickBeside, leaveUpwards } from './body.ts'
import { caretsSpec } from './presence/carets.ts'
import { Comments, onlyComments } from './comments/comments.ts'
import { type Filling, fillSpec, headOf, turned } from './filling.ts'
import { goToNamedBlock } from './menus/block-link.ts'
import { Head } from './head/head.ts'
import { host, servingHost } from './host/host.ts'
import { element } from './popup/dom.ts'
import { lostNotice } from './lost-notice.ts'
import { Members } from './host/members.ts'
import { Outline } from './aside/outline.ts'
import { People } from './presence/people.ts'
import { settleFirst, showRemote } from './document/place.ts'
import { keepPlace, returnToPlace } from './reload-place.ts'
import { type KeptUndo, keepUndo, keptUndo, restoreUndo } from './reload-undo.ts'
import { isLoad, isRemote, loadSpec, pageOf, stepOf } from './document/model.ts'
import { Start } from './start.ts'
import { styles } from './styles.ts'
import { activeCell } from './table/table.ts'
import { Title } from './head/title.ts'

let sheet: CSSStyleSheet | undefined

/** One style sheet for all pages, constructed, so that a strict content security policy holds. */
function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(styles)
  }
  return sheet
}

/**
 * A page with its title and body: `<atoll-page page="…" live="/live">`. Fires `atoll-title` when the title is written or
 * changes, and `atoll-state` with how safe the text is; the attribute `state` says the same.
 */
export class AtollPage extends HTMLElement implements PageView {
  static readonly observedAttributes = ['page', 'live', 'readonly', 'commentable']

  readonly #root: ShadowRoot
  readonly #title: Title
  readonly #members = new Members()
  readonly #head = new Head({
    host: () => this.#view?.state.facet(host),
    ask: change => this.#session?.ask({ t: 'look', ...change }) ?? false,
    resized: () => this.#view?.requestMeasure(),
  })
  readonly #template = new Start()
  readonly #backlinks = new Backlinks(node => this.#view?.state.facet(host).pages.open(node))
  readonly #threadSheet = new CSSStyleSheet()
  readonly #comments = new Comments(
    { view: () => this.#view, members: this.#members, ask: message => this.#session?.ask(message) ?? false },
    this.#threadSheet,
  )
  readonly #people = new People(() => this.#view)
  readonly #outline = new Outline(() => this.#view)
  readonly #access = new Compartment()
  #view: EditorView | undefined
  #session: PageSession | undefined
  /** The instance allows no writing here. */
  #closed = true
  readonly #stuck = element('div', { class: 'atoll-notice atoll-stuck', role: 'alert' })
  /** What could be taken back before the tab was loaded again, until the page is here. */
  #keptUndo: KeptUndo | undefined
  /** The caret was in the text before the tab was loaded again. */
  #wantsCaret = false

  constructor() {
    super()
    this.#root = this.attachShadow({ mode: 'open' })
    this.#root.adoptedStyleSheets = [styleSheet(), this.#threadSheet]
    this.#title = new Title({
      written: title => {
        this.#session?.writeTitle(title)
        this.#fire('atoll-title', { title })
      },
      left: () => this.#enterBody(),
    })
  }

  /** The editor of the body, for tests and measurements. */
  get editor(): EditorView | undefined {
    return this.#view
  }

  /** The page as it is shown, with its marks and blocks, for tests. */
  get content(): Page | undefined {
    return this.#view && pageOf(this.#view.state)
  }

  /** The caret goes into the body, or into the title of a page that has none yet. */
  override focus(): void {
    if (this.#title.value === '' && this.#view?.state.doc.length === 0) this.#title.focus()
    else this.#view?.focus()
  }

  /** Lets the person choose an icon. */
  chooseIcon(): void {
    this.#view?.scrollDOM.scrollTo({ top: 0 })
    this.#head.chooseIcon()
  }

  /** Lets the person choose a picture to stand above the title. */
  chooseCover(): void {
    this.#head.chooseCover()
  }

  /** Fills the page by one step, with the caret in it; false if it has text or may not be written in. */
  fill(filling: Filling): boolean {
    const view = this.#view
    if (!view || view.state.readOnly || view.state.doc.length > 0) return false
    view.focus()
    view.dispatch(fillSpec(view.state, filling, headOf(this.#title.value, this.#head.look)))
    return true
  }

  /** The keyboard goes into the list of headings. */
  showOutline(): void {
    this.#outline.show()
  }

  connectedCallback(): void {
    this.#start()
  }

  disconnectedCallback(): void {
    this.#stop()
  }

  attributeChangedCallback(name: string): void {
    if (!this.isConnected) return
    if (name === 'readonly' || name === 'commentable') return this.#applyAccess()
    this.#stop()
    this.#start()
  }

  #start(): void {
    const page = this.getAttribute('page')
    if (!page || this.#session) return
    this.#closed = true
    this.#title.readOnly = true
    this.#title.reset()
    this.#view = this.#newView(page)
    this.#keptUndo = keptUndo(page) ?? (this.#keptUndo?.page === page ? this.#keptUndo : undefined)
    this.#session = liveAt(this.getAttribute('live') ?? '/live').session(page, this.#keptUndo?.version)
    this.#outline.attach(this.#view)
    this.#session.attach(this)
    addEventListener('pagehide', this.#keep)
  }

  #stop(): void {
    removeEventListener('pagehide', this.#keep)
    this.#session?.detach(this)
    this.#session = undefined
    this.#view?.destroy()
    this.#view = undefined
  }

  #newView(page: string): EditorView {
    const view = new EditorView({
      dispatchTransactions: settleFirst,
      root: this.#root,
      parent: this.#root,
      state: EditorState.create({
        extensions: [
          body(),
          this.#comments.extension,
          this.#people.extension,
          this.#outline.extension,
          host.of(servingHost(page, this.#members)),
          leaveUpwards(() => this.#title.focus()),
          this.#access.of(this.#accessExtension()),
          EditorView.updateListener.of(update => {
            this.#template.show(update.view, this.#closed || this.hasAttribute('readonly'))
            const last = update.transactions.at(-1)
            for (const tr of update.transactions) {
              const { head } = stepOf(tr)
              if (head) this.#turnHead(head)
              if (isRemote(tr) || isLoad(tr) || isNoStep(stepOf(tr))) continue
              this.#session?.write(this, stepOf(tr), tr === last ? this.#selection() : undefined)
            }
            if (update.selectionSet || update.docChanged || update.focusChanged) this.#tellSelection()
          }),
        ],
      }),
    })
    // Also of the editor of a cell, whose events this one does not take for its own.
    view.dom.addEventListener('compositionend', () => void setTimeout(() => this.#session?.release(), 20))
    view.scrollDOM.prepend(this.#head.dom, this.#title.dom)
    this.#showLook(plainLook)
    this.#backlinks.show([])
    this.#root.append(this.#people.dom, this.#outline.dom, this.#comments.button, this.#comments.dom)
    this.#comments.reset()
    this.#people.show([])
    view.scrollDOM.append(this.#template.dom, this.#backlinks.dom)
    view.scrollDOM.addEventListener('mousedown', event => clickBeside(event, view))
    return view
  }

  readonly #keep = (): void => {
    const page = this.getAttribute('page')
    if (!page || !this.#view) return
    keepPlace(page, this.#view)
    const version = this.#session?.version
    if (version !== undefined) keepUndo(page, version, this.#view)
  }

  /** What cannot be written in yet takes no focus. */
  #giveCaret(): void {
    if (this.#closed || !this.#wantsCaret) return
    this.#wantsCaret = false
    this.#view?.focus()
  }

  #enterBody(): void {
    this.#view?.dispatch({ selection: { anchor: 0 }, scrollIntoView: true })
    this.#view?.focus()
  }

  #tellSelection(): void {
    if (this.#view) this.#session?.select(this.#selection())
  }

  /** Undefined when the caret is not in the text. */
  #selection(): Selection | undefined {
    const view = this.#view
    if (!view || !(view.hasFocus || activeCell(view)?.hasFocus)) return undefined
    const { anchor, head } = view.state.selection.main
    return { anchor, head }
  }

  #accessExtension() {
    const readOnly = this.#closed || this.hasAttribute('readonly')
    const access = [EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly)]
    if (this.#closed || !readOnly || !this.hasAttribute('commentable')) return access
    // What cannot be written in takes the focus only so, and the keys with it.
    return [...access, onlyComments.of(true), EditorView.contentAttributes.of({ tabindex: '0' })]
  }

  #applyAccess(): void {
    this.#title.readOnly = this.#closed || this.hasAttribute('readonly')
    this.#head.readOnly = this.#closed || this.hasAttribute('readonly')
    this.#view?.dispatch({ effects: this.#access.reconfigure(this.#accessExtension()) })
  }

  #fire(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }))
  }

  // What the session tells.

  showPage(page: Page, title: string, missed?: Step): void {
    this.#view?.dispatch(loadSpec(this.#view.state, page))
    this.#title.set(title)
    const view = this.#view
    if (view && missed && this.#keptUndo) restoreUndo(view, this.#keptUndo, missed)
    this.#keptUndo = undefined
    const returned = view && returnToPlace(this.getAttribute('page') ?? '', view)
    if (returned !== undefined) {
      this.removeAttribute('autofocus')
      this.#wantsCaret = returned
      return this.#giveCaret()
    }
    if (this.hasAttribute('autofocus')) this.#title.focus()
    else if (view) goToNamedBlock(view)
  }

  showChange(step: Step): void {
    if (this.#view) showRemote(this.#view, step)
  }

  /** A change in the line that is being composed would break the composition; any other may come. */
  holds(step: Step): boolean {
    const view = this.#view
    if (!view || isNoStep(step) || !(view.composing || activeCell(view)?.composing)) return false
    const line = view.state.doc.lineAt(view.state.selection.main.head)
    let position = 0
    for (const part of step.delta) {
      const length = 'insert' in part ? 0 : 'keep' in part ? part.keep : part.remove
      const changes = !('keep' in part) || part.set !== undefined
      if (changes && position <= line.to && position + length >= line.from - 1) return true
      position += length
    }
    return line.from === 0 && step.first !== undefined
  }

  showCarets(carets: readonly Caret[]): void {
    this.#people.show(carets)
    const spec = this.#view && caretsSpec(this.#view.state, carets)
    if (spec) this.#view?.dispatch(spec)
  }

  showAside(aside: Aside): void {
    if (aside.t === 'look') this.#showLook(aside.look)
    else if (aside.t === 'people') this.#members.set(aside.people)
    else if (aside.t === 'backlinks') this.#backlinks.show(aside.links)
    else this.#comments.show(aside.threads)
  }

  #turnHead(patch: HeadPatch): void {
    const { title, cover, ...look } = turned(headOf(this.#title.value, this.#head.look), patch)
    if (title !== this.#title.value) this.showTitle(title)
    this.#showLook({ ...look, cover: cover ?? undefined })
  }

  #showLook(look: Look): void {
    this.toggleAttribute('wide', look.wide)
    this.#head.show(look)
  }

  showTitle(title: string): void {
    this.#title.set(title)
    this.#fire('atoll-title', { title })
  }

  showReadOnly(readOnly: boolean): void {
    if (this.#closed === readOnly) return
    this.#closed = readOnly
    this.#applyAccess()
    this.#giveCaret()
  }

  showState(state: SaveState): void {
    if (this.getAttribute('state') === state) return
    this.setAttribute('state', state)
    this.#fire('atoll-state', { state })
  }

  showStuck(reason: string | undefined): void {
    this.#stuck.textContent = reason ?? ''
    if (reason === undefined) this.#stuck.remove()
    else if (!this.#stuck.isConnected) this.#title.dom.after(this.#stuck)
  }

  showLost(text: string, reason: string): void {
    if (text) this.#title.dom.after(lostNotice(text, reason))
    this.#fire('atoll-lost', { text, reason })
  }
}

customElements.get('atoll-page') ?? customElements.define('atoll-page', AtollPage)
