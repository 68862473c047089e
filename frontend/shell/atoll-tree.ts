import { type PropertyValues, type TemplateResult, html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { favouriteWords, favourites } from './favourites.ts'
import { icon, pageIcon } from './icons.ts'
import { PageLines } from './lines.ts'
import { type MenuItem, openMenu } from './menu.ts'
import { type Place, type Row, type Snapshot, type TreePatch, tree } from './model.ts'
import { treeStyles } from './tree-styles.ts'
import { download } from './transfer.ts'
import { titleOrUntitled, word } from '../core/words.ts'

/** What the instance does for the tree; ids are the nodes' ids, no parent is the empty text. */
interface Server {
  open(id: string): void
  create(parent: string, index: number): void
  rename(id: string, title: string): void
  /** Ends when the instance has moved it and has said so. */
  move(id: string, parent: string, index: number): Promise<void>
  trash(id: string): void
  resync(): void
  expanded(ids: string): void
}

const overscanRows = 8
const typeAheadMs = 700
const remembersAfterMs = 400
const longestTitle = 500

/**
 * The tree of the workspace. It draws what is done here at once and takes the instance's word for the rest; only the
 * lines near the screen are in the document, so that ten thousand nodes cost what fifty do.
 */
class AtollTree extends PageLines {
  static override properties = {
    state: {},
    patch: {},
    expanded: {},
    renaming: { state: true },
    menuFor: { state: true },
    view: { state: true },
  }
  static override styles = treeStyles

  /** The whole tree as JSON; set once, and again when a change was missed. */
  declare state: string
  /** The newest change as JSON. */
  declare patch: string
  /** What was open the last time: ids with spaces between. */
  declare expanded: string
  declare renaming: string | undefined
  declare menuFor: string | undefined
  declare view: { from: number; to: number }
  declare $server: Server

  /** Own moves that are under way, and what the instance said meanwhile. */
  private moving = 0
  private held: TreePatch[] = []
  private readonly open = new Set<string>()
  private typed = { text: '', at: 0 }
  private remembering = 0
  private readonly sizes = new ResizeObserver(() => this.look())

  constructor() {
    super()
    this.view = { from: 0, to: 60 }
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('scroll', this.look, { passive: true })
    this.sizes.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.sizes.disconnect()
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('expanded') && this.expanded) {
      this.open.clear()
      for (const id of this.expanded.split(' ')) this.open.add(id)
    }
    if (changed.has('state') && this.state) tree.reset(JSON.parse(this.state) as Snapshot)
    if (changed.has('patch') && this.patch) {
      this.held.push(JSON.parse(this.patch) as TreePatch)
      this.takePatches()
    }
    if (changed.has('current') && this.current) {
      for (const id of tree.above(this.current)) this.open.add(id)
      this.active = this.current
    }
    if (changed.size === 1 && changed.has('view')) return
    this.rows = tree.rows(this.open)
    if (this.active !== undefined && !this.rows.some(row => row.id === this.active)) this.active = this.nearest()
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('current') && this.current) this.reveal(this.current)
    if (changed.has('renaming') && this.renaming !== undefined) {
      const input = this.renderRoot.querySelector('input')
      input?.focus()
      input?.select()
    }
  }

  override render(): TemplateResult {
    const height = this.rowHeight
    const shown = this.shownRows()
    return html`
      <div
        role="tree"
        tabindex="0"
        class=${this.drag.state ? 'dragging' : ''}
        aria-label=${word('tree.label')}
        aria-activedescendant=${this.active === undefined ? nothing : this.lineId(this.active)}
        style="height:${this.rows.length * height + 12}px;--row:${height}px"
        @keydown=${this.onKey}
        @focus=${this.onFocus}
      >
        ${repeat(
          shown,
          ([row]) => row.id,
          ([row, index]) => this.line(row, index * height),
        )}
        ${this.dropLine(4)}
      </div>
      ${this.rows.length === 0 ? html`<p class="empty">${word('tree.empty')}</p>` : nothing} ${this.ghost()}
      <div class="said" role="status">${this.said}</div>
    `
  }

  // What a gesture needs

  rowsWithout(id: string): readonly Row[] {
    return this.rows.filter(row => row.id !== id && !tree.above(row.id).includes(id))
  }

  openNode(id: string): void {
    if (!this.open.has(id) && tree.children(id).length > 0) this.toggle(id, true)
  }

  dropped(id: string, place: Place): void {
    this.move(id, place)
  }

  /** Begins to rename in the line. */
  beginRename(id: string): void {
    this.reveal(id)
    this.renaming = id
  }

  // Drawing

  private line(row: Row, top: number): TemplateResult {
    const drop = this.drag.state?.drop
    const into = drop?.kind === 'into' && drop.place.parent === row.id
    const classes = [
      'row',
      row.id === this.current ? 'current' : '',
      row.id === this.active ? 'active' : '',
      row.id === this.menuFor ? 'menu' : '',
      row.id === this.drag.state?.id ? 'dragged' : '',
      into ? 'into' : '',
    ].join(' ')
    const title = titleOrUntitled(row.title)
    return html`
      <a
        id=${this.lineId(row.id)}
        class=${classes}
        style="top:${top}px;--depth:${row.depth}"
        href="p/${row.id}"
        role="treeitem"
        tabindex="-1"
        draggable="false"
        aria-label=${title}
        aria-level=${row.depth + 1}
        aria-posinset=${row.position}
        aria-setsize=${row.siblings}
        aria-expanded=${row.children > 0 ? row.open : nothing}
        aria-selected=${row.id === this.current}
        @pointerdown=${(event: PointerEvent) => this.drag.press(event, row.id)}
        @dragstart=${(event: Event) => event.preventDefault()}
        @click=${(event: MouseEvent) => this.onClick(event, row.id)}
        @dblclick=${() => this.beginRename(row.id)}
        @contextmenu=${(event: MouseEvent) => this.onMenu(event, row.id, { x: event.clientX, y: event.clientY })}
      >
        <button
          class="twist ${row.open ? 'open' : ''} ${row.children > 0 ? '' : 'none'}"
          tabindex="-1"
          aria-hidden="true"
          @pointerdown=${stop}
          @dblclick=${stop}
          @click=${(event: Event) => this.onTwist(event, row)}
        >
          ${icon('chevron')}
        </button>
        <span class="glyph">${pageIcon(row.icon, row.kind)}</span>
        ${row.id === this.renaming ? this.input(row) : this.label(row, title)}
      </a>
    `
  }

  private label(row: Row, title: string): TemplateResult {
    return html`
      <span class="title ${row.title.trim() === '' ? 'untitled' : ''}" title=${title}>${title}</span>
      <button
        class="action more"
        tabindex="-1"
        title=${word('tree.more')}
        aria-label=${word('tree.more')}
        @pointerdown=${stop}
        @dblclick=${stop}
        @click=${(event: MouseEvent) => this.onMenu(event, row.id, event.currentTarget as Element)}
      >
        ${icon('more')}
      </button>
      <button
        class="action add"
        tabindex="-1"
        title=${word('tree.add-inside')}
        aria-label=${word('tree.add-inside')}
        @pointerdown=${stop}
        @dblclick=${stop}
        @click=${(event: Event) => this.onAdd(event, row.id)}
      >
        ${icon('plus')}
      </button>
    `
  }

  private input(row: Row): TemplateResult {
    return html`<input
      .value=${row.title}
      maxlength=${longestTitle}
      aria-label=${word('tree.rename')}
      spellcheck="false"
      @pointerdown=${stop}
      @dblclick=${stop}
      @click=${(event: Event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
      @keydown=${(event: KeyboardEvent) => this.onInputKey(event, row.id)}
      @blur=${(event: FocusEvent) => this.endRename(row.id, (event.target as HTMLInputElement).value)}
    />`
  }

  /** The lines near the screen; the active one and the one being renamed always, wherever they are. */
  private shownRows(): [Row, number][] {
    const { from, to } = this.view
    return [...this.rows.entries()]
      .filter(([i, row]) => (i >= from && i < to) || row.id === this.active || row.id === this.renaming)
      .map(([i, row]) => [row, i])
  }

  private readonly look = (): void => {
    const from = Math.max(0, Math.floor(this.scrollTop / this.rowHeight) - overscanRows)
    const to = from + Math.ceil(this.clientHeight / this.rowHeight) + 2 * overscanRows
    if (from !== this.view.from || to !== this.view.to) this.view = { from, to }
  }

  protected reveal(id: string): void {
    const index = this.rows.findIndex(row => row.id === id)
    if (index < 0) return
    const top = index * this.rowHeight
    if (top < this.scrollTop) this.scrollTop = top
    else if (top + this.rowHeight > this.scrollTop + this.clientHeight) {
      this.scrollTop = top + this.rowHeight - this.clientHeight + 8
    }
    this.look()
  }

  private nearest(): string | undefined {
    return this.rows.find(row => row.id === this.current)?.id
  }

  // What people do

  private readonly onFocus = (): void => {
    this.active ??= this.nearest() ?? this.rows[0]?.id
  }

  protected override onClick(event: MouseEvent, id: string): void {
    if (this.renaming === id) event.preventDefault()
    else super.onClick(event, id)
  }

  private onTwist(event: Event, row: Row): void {
    event.preventDefault()
    event.stopPropagation()
    this.toggle(row.id, !row.open)
  }

  private onAdd(event: Event, id: string): void {
    event.preventDefault()
    event.stopPropagation()
    this.create(id)
  }

  private create(parent: string): void {
    this.toggle(parent, true)
    this.$server.create(parent, tree.children(parent).length)
  }

  private toggle(id: string, open: boolean): void {
    if (open) this.open.add(id)
    else this.open.delete(id)
    if (!open && this.active !== undefined && tree.above(this.active).includes(id)) this.active = id
    this.requestUpdate()
    clearTimeout(this.remembering)
    this.remembering = window.setTimeout(() => {
      this.$server.expanded([...this.open].filter(each => tree.has(each)).join(' '))
    }, remembersAfterMs)
  }

  private move(id: string, place: Place): void {
    const before = tree.placeOf(id)
    if (before.parent === place.parent && before.index === place.index) return
    tree.move(id, place)
    if (place.parent !== undefined) this.toggle(place.parent, true)
    this.active = id
    this.moving++
    const done = () => {
      this.moving--
      this.takePatches()
    }
    // A move that did not reach the instance is taken back by what it says next.
    void this.$server.move(id, place.parent ?? '', place.index).then(done, done)
    const where = place.parent === undefined ? word('tree.top') : titleOrUntitled(tree.title(place.parent))
    this.said = word('tree.moved', titleOrUntitled(tree.title(id)), where, place.index + 1)
    void this.updateComplete.then(() => this.reveal(id))
  }

  /** What the instance says waits while own moves are under way: the tree before them would undo them for a moment. */
  private takePatches(): void {
    if (this.moving > 0) return
    const patches = this.held
    this.held = []
    if (!patches.every(patch => tree.patch(patch))) this.$server.resync()
  }

  private trash(id: string): void {
    this.activateBeside(id)
    tree.remove(id)
    this.$server.trash(id)
  }

  private endRename(id: string, value: string | undefined): void {
    if (this.renaming !== id) return
    this.renaming = undefined
    const title = value?.trim()
    if (title === undefined || title === tree.title(id)) return
    tree.rename(id, title)
    this.$server.rename(id, title)
  }

  private onInputKey(event: KeyboardEvent, id: string): void {
    event.stopPropagation()
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
    event.preventDefault()
    this.endRename(id, event.key === 'Enter' ? (event.target as HTMLInputElement).value : undefined)
    this.renderRoot.querySelector<HTMLElement>('[role=tree]')?.focus()
  }

  protected async menu(id: string, anchor: Element | { x: number; y: number }): Promise<void> {
    this.menuFor = id
    this.active = id
    const chosen = await openMenu(anchor, titleOrUntitled(tree.title(id)), this.menuItems(id))
    this.menuFor = undefined
    const moves = this.moves(id)
    if (chosen === 'open-tab') window.open(`p/${id}`, '_blank', 'noopener')
    else if (chosen === 'add-inside') this.create(id)
    else if (chosen === 'rename') this.beginRename(id)
    else if (chosen === 'copy-link') await navigator.clipboard.writeText(new URL(`p/${id}`, document.baseURI).href)
    else if (chosen === 'export-markdown') download(`/export?page=${id}`)
    else if (chosen === 'export-html') download(`/export?page=${id}&as=html`)
    else if (chosen === 'favourite') favourites.toggle(id)
    else if (chosen === 'trash') this.trash(id)
    else if (chosen !== undefined && moves[chosen]) this.move(id, moves[chosen])
  }

  private menuItems(id: string): MenuItem[] {
    const moves = this.moves(id)
    const moving = (name: 'up' | 'down' | 'left' | 'right', first = false): MenuItem => ({
      id: name,
      label: word(`tree.move-${name}`),
      icon: name,
      keys: `alt+${name}`,
      disabled: !moves[name],
      divided: first,
    })
    return [
      { id: 'add-inside', label: word('tree.add-inside'), icon: 'plus' },
      { id: 'rename', label: word('tree.rename'), icon: 'rename', keys: 'F2' },
      { id: 'favourite', label: favouriteWords(id), icon: 'star' },
      { id: 'copy-link', label: word('tree.copy-link'), icon: 'link' },
      { id: 'open-tab', label: word('tree.open-tab'), icon: 'open' },
      { id: 'export-markdown', label: word('command.export-markdown'), icon: 'download' },
      { id: 'export-html', label: word('command.export-html'), icon: 'download' },
      moving('up', true),
      moving('down', !moves['up']),
      moving('right', !moves['up'] && !moves['down']),
      moving('left'),
      { id: 'trash', label: word('tree.trash'), icon: 'trash', keys: 'Del', danger: true, divided: true },
    ]
  }

  /** Where the node would go by Alt and an arrow; absent where it cannot. */
  private moves(id: string): Readonly<Record<string, Place | undefined>> {
    const { parent, index } = tree.placeOf(id)
    const siblings = tree.children(parent)
    const above = siblings[index - 1]
    const outer = parent === undefined ? undefined : tree.placeOf(parent)
    return {
      up: index > 0 ? { parent, index: index - 1 } : undefined,
      down: index < siblings.length - 1 ? { parent, index: index + 1 } : undefined,
      right: above === undefined ? undefined : { parent: above, index: tree.children(above).length },
      left: outer && { parent: outer.parent, index: outer.index + 1 },
    }
  }

  protected moveKey(key: string, row: Row): boolean {
    const names: Readonly<Record<string, string>> = {
      ArrowUp: 'up',
      ArrowDown: 'down',
      ArrowRight: 'right',
      ArrowLeft: 'left',
    }
    const name = names[key]
    if (name === undefined) return false
    const place = this.moves(row.id)[name]
    if (place) this.move(row.id, place)
    return true
  }

  protected ownKey(event: KeyboardEvent, row: Row, index: number): boolean {
    switch (event.key) {
      case 'ArrowRight':
        if (row.children > 0 && !row.open) this.toggle(row.id, true)
        else if (row.open) this.activate(index + 1)
        return true
      case 'ArrowLeft':
        if (row.open) this.toggle(row.id, false)
        else if (row.parent !== undefined) this.activate(this.rows.findIndex(each => each.id === row.parent))
        return true
      case 'F2':
        this.beginRename(row.id)
        return true
      case 'Delete':
        this.trash(row.id)
        return true
      default:
        return this.typeAhead(event, index)
    }
  }

  protected get server(): Server {
    return this.$server
  }

  protected lineId(id: string): string {
    return `node-${id}`
  }

  private typeAhead(event: KeyboardEvent, index: number): boolean {
    if (event.key.length !== 1 || (event.key === ' ' && this.typed.text === '')) return false
    const fresh = event.timeStamp - this.typed.at > typeAheadMs
    const text = (fresh ? '' : this.typed.text) + event.key.toLowerCase()
    this.typed = { text, at: event.timeStamp }
    const from = text.length === 1 ? index + 1 : index
    for (let i = 0; i < this.rows.length; i++) {
      const at = (from + i) % this.rows.length
      if (titleOrUntitled(this.rows[at]!.title).toLowerCase().startsWith(text)) return this.activate(at)
    }
    return true
  }
}

function stop(event: Event): void {
  event.stopPropagation()
}

customElements.define('atoll-tree', AtollTree)
