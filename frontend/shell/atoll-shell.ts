import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit'
import './atoll-favourites.ts'
import './atoll-star.ts'
import './atoll-tree.ts'
import './copy-text.ts'
import './keys-element.ts'
import './menu-button.ts'
import './save-state.ts'
import { connection } from './connection.ts'
import { showFavicon } from './favicon.ts'
import { favouriteWords, favourites } from './favourites.ts'
import { tree } from './model.ts'
import './help.ts'
import type { AtollHelp } from './help.ts'
import { icon } from './icons.ts'
import { type Shortcut, caps, matches, notation, shortcuts } from './keys.ts'
import './palette.ts'
import { type Part, goToNext } from './parts.ts'
import type { AtollPalette, Command } from './palette.ts'
import { shellStyles } from './shell-styles.ts'
import { bringIn, chooseFile, download, print, toldOf } from './transfer.ts'
import { word } from '../core/words.ts'
import type { AtollPage } from '../editor/atoll-page.ts'
import type { Filling } from '../editor/filling.ts'

/** What the instance does for the shell. */
interface Server {
  open(id: string): void
  run(command: string): void
  looked(page: string): void
  importing(): void
  imported(page: string, report: string): void
  notImported(why: string): void
}

const narrow = matchMedia('(max-width: 719px)')
const sidebarKey = 'atoll.sidebar'

/**
 * The frame around every view: sidebar, bar, banner, palette and the keys that work everywhere. What can be done without
 * the instance is done here; the rest is asked of it.
 */
class AtollShell extends LitElement {
  static override properties = {
    commands: {},
    recent: {},
    current: {},
    wide: { state: true },
    drawer: { state: true },
    narrow: { state: true },
    stopped: { state: true },
  }
  static override styles = shellStyles

  /** What can be done here and now, as JSON. */
  declare commands: string
  /** The pages looked at last, the newest first: ids with spaces between. */
  declare recent: string
  declare current: string
  declare wide: boolean
  declare drawer: boolean
  declare narrow: boolean
  declare stopped: boolean
  declare $server: Server

  constructor() {
    super()
    this.wide = localStorage.getItem(sidebarKey) !== 'closed'
    this.drawer = false
    this.narrow = narrow.matches
    this.stopped = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    connection.start()
    connection.addEventListener('change', this.onConnection)
    favourites.addEventListener('change', this.onFavourites)
    tree.addEventListener('change', this.onTree)
    narrow.addEventListener('change', this.onNarrow)
    addEventListener('keydown', this.onKey)
    addEventListener('focus', this.look)
    document.addEventListener('visibilitychange', this.look)
    this.addEventListener('click', this.onClick)
    this.addEventListener('atoll-chosen', this.closeDrawer)
    this.addEventListener('atoll-command', event => this.run((event as CustomEvent<string>).detail))
    this.addEventListener('atoll-enter-page', this.enterPage)
    this.addEventListener('atoll-state', this.onEditorState)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    connection.removeEventListener('change', this.onConnection)
    favourites.removeEventListener('change', this.onFavourites)
    tree.removeEventListener('change', this.onTree)
    narrow.removeEventListener('change', this.onNarrow)
    removeEventListener('keydown', this.onKey)
    removeEventListener('focus', this.look)
    document.removeEventListener('visibilitychange', this.look)
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('current')) {
      this.dispatchEvent(new CustomEvent('atoll-left', { bubbles: true, composed: true }))
      this.onTree()
      this.look()
    }
    const palette = this.palette
    palette.commands = [...this.given(), ...this.own()]
    palette.recent = (this.recent ?? '').split(' ').filter(id => id !== '')
    palette.current = this.current ?? ''
  }

  override render(): TemplateResult {
    const open = this.narrow ? this.drawer : this.wide
    const toggle = word('command.sidebar')
    return html`
      <a class="skip" href="#page" @click=${this.skip}>${word('shell.skip')}</a>
      <div class="frame ${open ? 'open' : ''} ${this.narrow ? 'narrow' : ''}">
        <nav aria-label=${word('shell.sidebar')} ?inert=${!open}>
          <slot name="sidebar"></slot>
        </nav>
        <div class="scrim" @click=${this.closeDrawer}></div>
        <div class="main" ?inert=${this.narrow && this.drawer}>
          <header>
            <button
              class="toggle"
              type="button"
              title="${toggle} (${caps(notation(shortcuts.sidebar)).join(' ')})"
              aria-label=${toggle}
              aria-expanded=${open}
              @click=${this.toggleSidebar}
            >
              ${icon('sidebar')}
            </button>
            <slot name="crumbs"></slot>
            <slot name="tools"></slot>
          </header>
          <div class="banner" role="status">
            ${this.stopped ? html`<p><i></i>${word('shell.stopped')}</p>` : nothing}
          </div>
          <main id="page" tabindex="-1"><slot></slot></main>
        </div>
      </div>
      <atoll-palette
        @atoll-open=${(event: CustomEvent<string>) => this.open(event.detail)}
        @atoll-run=${(event: CustomEvent<string>) => this.run(event.detail)}
      ></atoll-palette>
      <atoll-help></atoll-help>
    `
  }

  /** Called by the instance. */
  download(address: string): void {
    download(address)
  }

  /** Called by the instance, for the page's menu. */
  showOutline(): void {
    this.editor?.showOutline()
  }

  /** Called by the instance. */
  print(address: string): void {
    print(address)
  }

  /** Called by the instance, with what a template fills the page with; false if it could not be filled. */
  fill(filling: string): boolean {
    return this.editor?.fill(JSON.parse(filling) as Filling) ?? false
  }

  /** Called by the instance. */
  bringIn(workspace: string): void {
    chooseFile(file => {
      this.$server.importing()
      bringIn(file, workspace).then(
        ({ page, report }) => this.$server.imported(page, report),
        (fault: unknown) => this.$server.notImported(toldOf(fault)),
      )
    })
  }

  private get editor(): AtollPage | undefined {
    return this.querySelector<AtollPage>('atoll-page') ?? undefined
  }

  private get palette(): AtollPalette {
    return this.renderRoot.querySelector('atoll-palette') as AtollPalette
  }

  private given(): readonly Command[] {
    const commands = this.commands ? (JSON.parse(this.commands) as Command[]) : []
    const keys: Readonly<Record<string, Shortcut>> = shortcuts
    return commands.map(each => (keys[each.id] ? { ...each, keys: notation(keys[each.id]!) } : each))
  }

  /** What needs no instance. */
  private own(): readonly Command[] {
    const ofPage: Command[] = [
      { id: 'outline', title: word('command.outline'), icon: 'outline', keys: notation(shortcuts.outline) },
      {
        id: 'favourite',
        title: favouriteWords(this.current ?? ''),
        icon: 'star',
        keys: notation(shortcuts.favourite),
        also: word('command.also.favourite'),
      },
      { id: 'icon', title: word('command.icon'), icon: 'smile', also: word('command.also.icon') },
      { id: 'cover', title: word('command.cover'), icon: 'picture', also: word('command.also.cover') },
      { id: 'copy-link', title: word('command.copy-link'), icon: 'link' },
    ]
    return [
      ...(this.current ? ofPage : []),
      { id: 'sidebar', title: word('command.sidebar'), icon: 'sidebar', keys: notation(shortcuts.sidebar) },
      { id: 'help', title: word('command.help'), icon: 'keyboard', keys: notation(shortcuts.help) },
    ]
  }

  private open(id: string): void {
    this.closeDrawer()
    if (id !== this.current) this.$server.open(id)
  }

  private run(command: string): void {
    switch (command) {
      case 'palette':
        return this.palette.show()
      case 'sidebar':
        return this.toggleSidebar()
      case 'help':
        return (this.renderRoot.querySelector('atoll-help') as AtollHelp).show()
      case 'outline':
        return this.showOutline()
      case 'favourite':
        return this.current ? favourites.toggle(this.current) : undefined
      case 'icon':
        return this.editor?.chooseIcon()
      case 'cover':
        return this.editor?.chooseCover()
      case 'copy-link':
        void navigator.clipboard.writeText(new URL(`p/${this.current}`, document.baseURI).href)
        return
      default:
        this.closeDrawer()
        return this.$server.run(command)
    }
  }

  private readonly toggleSidebar = (): void => {
    if (this.narrow) {
      this.drawer = !this.drawer
      if (this.drawer)
        void this.updateComplete.then(() => this.querySelector<HTMLElement>('[slot=sidebar] button')?.focus())
      return
    }
    this.wide = !this.wide
    localStorage.setItem(sidebarKey, this.wide ? 'open' : 'closed')
  }

  private readonly closeDrawer = (): void => {
    this.drawer = false
  }

  private readonly enterPage = (): void => {
    const editor = this.querySelector<HTMLElement>('atoll-page')
    if (editor) enter(editor)
  }

  private readonly skip = (event: Event): void => {
    event.preventDefault()
    this.enterView()
  }

  private enterView(): void {
    if (this.querySelector('atoll-page')) this.enterPage()
    else this.renderRoot.querySelector('main')?.focus()
  }

  /** Says which page the person looks at. A tab in the background may be loaded again too, and says nothing. */
  private readonly look = (): void => {
    if (!this.current || connection.stopped || document.visibilityState !== 'visible' || !document.hasFocus()) return
    this.$server.looked(this.current)
  }

  private readonly onConnection = (): void => {
    this.stopped = connection.stopped
  }

  private readonly onFavourites = (): void => {
    this.requestUpdate()
  }

  private readonly onTree = (): void => {
    showFavicon(this.current ? tree.icon(this.current) : '')
  }

  private readonly onNarrow = (): void => {
    this.narrow = narrow.matches
    this.drawer = false
  }

  private readonly onEditorState = (event: Event): void => {
    const editor = event.target
    if (!(editor instanceof HTMLElement)) return
    const { state } = (event as CustomEvent<{ state: string }>).detail
    connection.note(editor, state)
    if (state === 'saved' && editor.hasAttribute('autofocus')) {
      editor.removeAttribute('autofocus')
      enter(editor)
    }
  }

  /** Buttons of the instance's making name what they do. */
  private readonly onClick = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest('[data-command]') : null
    const command = button?.getAttribute('data-command')
    if (command) this.run(command)
  }

  /** In the order in which one reads them. */
  private parts(): readonly Part[] {
    const focused = document.activeElement
    const page = this.querySelector('atoll-page')
    const comments = page?.shadowRoot?.querySelector<HTMLElement>('.atoll-comments:not([hidden])')
    const inComments = comments?.matches(':focus-within') === true
    const open = this.narrow ? this.drawer : this.wide
    const tree = this.querySelector('atoll-tree')?.shadowRoot?.querySelector<HTMLElement>('[role=tree]')
    const slot = focused === this ? null : focused?.closest('[slot]')?.getAttribute('slot')
    const toggle = this.renderRoot.querySelector<HTMLElement>('.toggle')
    const inTop = slot === 'crumbs' || slot === 'tools' || toggle?.matches(':focus') === true
    const inView = focused !== this && this.contains(focused) && slot !== 'sidebar' && !inTop
    return [
      { here: slot === 'sidebar', enter: open ? () => tree?.focus() : undefined },
      { here: inTop, enter: () => toggle?.focus() },
      { here: inView && !inComments, enter: () => this.enterView() },
      { here: inComments, enter: comments ? () => enterComments(comments) : undefined },
    ]
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return
    if (event.key === 'Escape' && this.drawer) return this.closeDrawer()
    if (document.querySelector('vaadin-dialog[opened]')) return
    if (event.key === 'F6' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault()
      return goToNext(this.parts(), event.shiftKey ? -1 : 1)
    }
    const command = Object.entries(shortcuts).find(([, shortcut]) => matches(event, shortcut))?.[0]
    if (command === undefined) return
    event.preventDefault()
    this.run(command)
  }
}

/** Puts the caret into a page: into its title as long as it has none, else into its text. */
function enter(editor: HTMLElement): void {
  const title = editor.shadowRoot?.querySelector<HTMLTextAreaElement>('.atoll-title')
  const body = editor.shadowRoot?.querySelector<HTMLElement>('.cm-content')
  if (title?.value === '') title.focus()
  else (body ?? editor).focus()
}

/** To the first thing to answer, else to the first thing to press. */
function enterComments(comments: HTMLElement): void {
  const field = comments.querySelector<HTMLElement>('textarea') ?? comments.querySelector<HTMLElement>('button')
  field?.focus()
}

customElements.define('atoll-shell', AtollShell)
