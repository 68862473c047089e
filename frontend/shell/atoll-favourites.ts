import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { DragGesture, type DragHost } from './drag.ts'
import { type FavouritesServer, favourites } from './favourites.ts'
import { icon, pageIcon } from './icons.ts'
import { openMenu } from './menu.ts'
import { type Place, type Row, tree } from './model.ts'
import { treeStyles } from './tree-styles.ts'
import { titleOrUntitled, word } from '../core/words.ts'

interface Server extends FavouritesServer {
  open(id: string): void
}

/** A person's favourites above the tree: opened, ordered and taken out as the lines of the tree are. */
class AtollFavourites extends LitElement implements DragHost {
  static override properties = {
    pages: {},
    current: {},
    active: { state: true },
    said: { state: true },
  }
  static override styles = [
    treeStyles,
    css`
      [role='tree'] {
        min-height: 0;
      }
    `,
  ]

  /** Ids with spaces between. */
  declare pages: string
  /** The node that the page shows. */
  declare current: string
  declare active: string | undefined
  declare said: string
  declare $server: Server
  private readonly drag = new DragGesture(this)
  rows: readonly Row[] = []

  constructor() {
    super()
    this.said = ''
  }

  get rowHeight(): number {
    return matchMedia('(pointer: coarse)').matches ? 40 : 30
  }

  override connectedCallback(): void {
    super.connectedCallback()
    favourites.addEventListener('change', this.onChange)
    tree.addEventListener('change', this.onChange)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    favourites.removeEventListener('change', this.onChange)
    tree.removeEventListener('change', this.onChange)
    this.drag.cancel()
  }

  protected override willUpdate(changed: PropertyValues): void {
    favourites.server = this.$server
    if (changed.has('pages')) favourites.take((this.pages ?? '').split(' ').filter(id => id !== ''))
    const ids = favourites.ids().filter(id => tree.has(id))
    this.rows = ids.map((id, index) => ({
      id,
      title: tree.title(id),
      kind: 'page',
      icon: tree.icon(id),
      depth: 0,
      position: index + 1,
      siblings: ids.length,
      parent: undefined,
      children: 0,
      open: false,
    }))
    if (!this.rows.some(row => row.id === this.active)) this.active = undefined
    this.toggleAttribute('empty', this.rows.length === 0)
  }

  override render(): TemplateResult {
    const height = this.rowHeight
    const active = this.active ?? this.rows[0]?.id
    return html`
      <div
        role="tree"
        tabindex="0"
        class=${this.drag.state ? 'dragging' : ''}
        aria-label=${word('favourites.label')}
        aria-activedescendant=${active === undefined ? nothing : rowId(active)}
        style="height:${this.rows.length * height}px;--row:${height}px"
        @keydown=${this.onKey}
        @focus=${() => (this.active ??= this.rows[0]?.id)}
      >
        ${repeat(
          this.rows,
          row => row.id,
          (row, index) => this.line(row, index * height),
        )}
        ${this.dropLine(height)}
      </div>
      ${this.ghost()}
      <div class="said" role="status">${this.said}</div>
    `
  }

  // What a gesture needs

  get list(): readonly string[] {
    return this.rows.map(row => row.id)
  }

  rowsWithout(id: string): readonly Row[] {
    return this.rows.filter(row => row.id !== id)
  }

  openNode(): void {
    // Nothing lies under a favourite here.
  }

  dragChanged(): void {
    this.requestUpdate()
  }

  dropped(id: string, place: Place): void {
    this.move(id, place.index)
  }

  private line(row: Row, top: number): TemplateResult {
    const title = titleOrUntitled(row.title)
    const classes = [
      'row',
      row.id === this.current ? 'current' : '',
      row.id === this.active ? 'active' : '',
      row.id === this.drag.state?.id ? 'dragged' : '',
    ].join(' ')
    return html`
      <a
        id=${rowId(row.id)}
        class=${classes}
        style="top:${top}px;--depth:0.35"
        href="p/${row.id}"
        role="treeitem"
        tabindex="-1"
        draggable="false"
        aria-label=${title}
        aria-level="1"
        aria-posinset=${row.position}
        aria-setsize=${row.siblings}
        aria-selected=${row.id === this.current}
        @pointerdown=${(event: PointerEvent) => this.drag.press(event, row.id)}
        @dragstart=${(event: Event) => event.preventDefault()}
        @click=${(event: MouseEvent) => this.onClick(event, row.id)}
        @contextmenu=${(event: MouseEvent) => this.onMenu(event, row.id, { x: event.clientX, y: event.clientY })}
      >
        <span class="glyph">${pageIcon(row.icon, row.kind)}</span>
        <span class="title ${row.title.trim() === '' ? 'untitled' : ''}" title=${title}>${title}</span>
        <button
          class="action more"
          tabindex="-1"
          title=${word('tree.more')}
          aria-label=${word('tree.more')}
          @pointerdown=${(event: Event) => event.stopPropagation()}
          @click=${(event: MouseEvent) => this.onMenu(event, row.id, event.currentTarget as Element)}
        >
          ${icon('more')}
        </button>
      </a>
    `
  }

  private dropLine(height: number): TemplateResult | typeof nothing {
    const state = this.drag.state
    if (!state?.drop) return nothing
    const above = this.rowsWithout(state.id)[state.drop.row - 1]
    const row = above ? this.rows.findIndex(each => each.id === above.id) + 1 : 0
    return html`<div class="line" style="top:${Math.max(2, row * height)}px;inset-inline-start:16px"></div>`
  }

  private ghost(): TemplateResult | typeof nothing {
    const state = this.drag.state
    if (!state) return nothing
    return html`<div class="ghost" style="left:${state.x + 14}px;top:${state.y + 10}px">
      ${titleOrUntitled(tree.title(state.id))}
    </div>`
  }

  // What people do

  private readonly onChange = (): void => {
    this.requestUpdate()
  }

  private onClick(event: MouseEvent, id: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (this.drag.swallowsClick()) return
    this.active = id
    this.go(id)
  }

  private go(id: string): void {
    if (id !== this.current) this.$server.open(id)
    this.dispatchEvent(new CustomEvent('atoll-chosen', { bubbles: true, composed: true }))
  }

  /** Puts it where it has that many others before it. */
  private move(id: string, index: number): void {
    favourites.move(id, this.rowsWithout(id)[index]?.id)
    this.active = id
    this.said = word('favourites.moved', titleOrUntitled(tree.title(id)), index + 1)
    this.reveal(index)
  }

  private onMenu(event: Event, id: string, anchor: Element | { x: number; y: number }): void {
    event.preventDefault()
    event.stopPropagation()
    void this.menu(id, anchor)
  }

  private async menu(id: string, anchor: Element | { x: number; y: number }): Promise<void> {
    this.active = id
    const index = this.rows.findIndex(row => row.id === id)
    const title = titleOrUntitled(tree.title(id))
    const last = this.rows.length - 1
    const chosen = await openMenu(anchor, title, [
      { id: 'open-tab', label: word('tree.open-tab'), icon: 'open' },
      { id: 'up', label: word('tree.move-up'), icon: 'up', keys: 'alt+up', disabled: index === 0 },
      { id: 'down', label: word('tree.move-down'), icon: 'down', keys: 'alt+down', disabled: index === last },
      { id: 'remove', label: word('favourites.remove'), icon: 'star', keys: 'Del', divided: true },
    ])
    if (chosen === 'open-tab') window.open(`p/${id}`, '_blank', 'noopener')
    else if (chosen === 'up') this.move(id, index - 1)
    else if (chosen === 'down') this.move(id, index + 1)
    else if (chosen === 'remove') this.drop(id, index)
  }

  private drop(id: string, index: number): void {
    const rest = this.rowsWithout(id)
    this.active = rest[Math.min(index, rest.length - 1)]?.id
    favourites.toggle(id)
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const index = Math.max(
      0,
      this.rows.findIndex(row => row.id === this.active),
    )
    const row = this.rows[index]
    if (!row || event.ctrlKey || event.metaKey || event.isComposing) return
    if (event.altKey ? this.moveKey(event.key, row.id, index) : this.plainKey(event, row.id, index)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  private moveKey(key: string, id: string, index: number): boolean {
    if (key !== 'ArrowUp' && key !== 'ArrowDown') return false
    const to = index + (key === 'ArrowUp' ? -1 : 1)
    if (this.rows[to]) this.move(id, to)
    return true
  }

  private plainKey(event: KeyboardEvent, id: string, index: number): boolean {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(index + 1, this.rows.length - 1),
      ArrowUp: Math.max(index - 1, 0),
      Home: 0,
      End: this.rows.length - 1,
    }
    const to = steps[event.key]
    if (to !== undefined) {
      this.active = this.rows[to]?.id
      this.reveal(to)
    } else if (event.key === 'Enter') {
      this.go(id)
      this.dispatchEvent(new CustomEvent('atoll-enter-page', { bubbles: true, composed: true }))
    } else if (event.key === 'Delete') this.drop(id, index)
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      const line = this.renderRoot.querySelector(`#${CSS.escape(rowId(id))}`)
      if (line) void this.menu(id, line)
    } else return false
    return true
  }

  private reveal(index: number): void {
    const top = index * this.rowHeight
    const bottom = top + this.rowHeight
    if (top < this.scrollTop) this.scrollTop = top
    else if (bottom > this.scrollTop + this.clientHeight) this.scrollTop = bottom - this.clientHeight
  }
}

function rowId(id: string): string {
  return `favourite-${id}`
}

customElements.define('atoll-favourites', AtollFavourites)
