import { type PropertyValues, type TemplateResult, css, html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { type FavouritesServer, favourites } from './favourites.ts'
import { icon, pageIcon } from './icons.ts'
import { PageLines } from './lines.ts'
import { openMenu } from './menu.ts'
import { type Place, type Row, tree } from './model.ts'
import { treeStyles } from './tree-styles.ts'
import { titleOrUntitled, word } from '../core/words.ts'

interface Server extends FavouritesServer {
  open(id: string): void
}

/** A person's favourites above the tree: opened, ordered and taken out as the lines of the tree are. */
class AtollFavourites extends PageLines {
  static override properties = {
    pages: {},
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
  declare $server: Server

  override connectedCallback(): void {
    super.connectedCallback()
    favourites.addEventListener('change', this.onChange)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    favourites.removeEventListener('change', this.onChange)
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
        aria-activedescendant=${active === undefined ? nothing : this.lineId(active)}
        style="height:${this.rows.length * height}px;--row:${height}px"
        @keydown=${this.onKey}
        @focus=${() => (this.active ??= this.rows[0]?.id)}
      >
        ${repeat(
          this.rows,
          row => row.id,
          (row, index) => this.line(row, index * height),
        )}
        ${this.dropLine(2)}
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
        id=${this.lineId(row.id)}
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

  /** Puts it where it has that many others before it. */
  private move(id: string, index: number): void {
    favourites.move(id, this.rowsWithout(id)[index]?.id)
    this.active = id
    this.said = word('favourites.moved', titleOrUntitled(tree.title(id)), index + 1)
    this.reveal(id, index)
  }

  protected async menu(id: string, anchor: Element | { x: number; y: number }): Promise<void> {
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
    else if (chosen === 'remove') this.drop(id)
  }

  private drop(id: string): void {
    this.activateBeside(id)
    favourites.toggle(id)
  }

  protected moveKey(key: string, row: Row, index: number): boolean {
    if (key !== 'ArrowUp' && key !== 'ArrowDown') return false
    const to = index + (key === 'ArrowUp' ? -1 : 1)
    if (this.rows[to]) this.move(row.id, to)
    return true
  }

  protected ownKey(event: KeyboardEvent, row: Row): boolean {
    if (event.key !== 'Delete') return false
    this.drop(row.id)
    return true
  }

  protected reveal(id: string, index = this.rows.findIndex(row => row.id === id)): void {
    const top = index * this.rowHeight
    const bottom = top + this.rowHeight
    if (top < this.scrollTop) this.scrollTop = top
    else if (bottom > this.scrollTop + this.clientHeight) this.scrollTop = bottom - this.clientHeight
  }

  protected get server(): Server {
    return this.$server
  }

  protected lineId(id: string): string {
    return `favourite-${id}`
  }
}

customElements.define('atoll-favourites', AtollFavourites)
