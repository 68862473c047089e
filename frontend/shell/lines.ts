import { LitElement, type PropertyDeclarations, type TemplateResult, html, nothing } from 'lit'
import { titleOrUntitled } from '../core/words.ts'
import { DragGesture, type DragHost } from './drag.ts'
import { type Place, type Row, tree } from './model.ts'

interface Server {
  open(id: string): void
}

/** Lines of pages that are opened, moved and asked for their menus: the tree of the workspace, and the favourites. */
export abstract class PageLines extends LitElement implements DragHost {
  static override properties: PropertyDeclarations = {
    current: {},
    active: { state: true },
    said: { state: true },
  }

  /** The node that the page shows. */
  declare current: string
  /** The line that the keyboard is on. */
  declare active: string | undefined
  /** What a screen reader is told of what was done. */
  declare said: string
  rows: readonly Row[] = []
  protected readonly drag = new DragGesture(this)

  constructor() {
    super()
    this.said = ''
  }

  /** Opens pages. */
  protected abstract get server(): Server

  /** The id of a line's element. */
  protected abstract lineId(id: string): string

  protected abstract menu(id: string, anchor: Element | { x: number; y: number }): Promise<void>

  /** A key with Alt; false where it means nothing here. */
  protected abstract moveKey(key: string, row: Row, index: number): boolean

  /** A key by itself that not every list has; false where it means nothing here. */
  protected abstract ownKey(event: KeyboardEvent, row: Row, index: number): boolean

  abstract rowsWithout(id: string): readonly Row[]
  abstract openNode(id: string): void
  abstract dropped(id: string, place: Place): void
  protected abstract reveal(id: string): void

  get rowHeight(): number {
    return matchMedia('(pointer: coarse)').matches ? 40 : 30
  }

  override connectedCallback(): void {
    super.connectedCallback()
    tree.addEventListener('change', this.onChange)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    tree.removeEventListener('change', this.onChange)
    this.drag.cancel()
  }

  dragChanged(): void {
    this.requestUpdate()
  }

  protected readonly onChange = (): void => {
    this.requestUpdate()
  }

  /** Where the dragged line would be put down. */
  protected dropLine(leastTop: number): TemplateResult | typeof nothing {
    const state = this.drag.state
    if (state?.drop?.kind !== 'between') return nothing
    const above = this.rowsWithout(state.id)[state.drop.row - 1]
    const row = above ? this.rows.findIndex(each => each.id === above.id) + 1 : 0
    return html`<div
      class="line"
      style="top:${Math.max(leastTop, row * this.rowHeight)}px;inset-inline-start:${16 + state.drop.depth * 16}px"
    ></div>`
  }

  /** The title under the pointer that drags it. */
  protected ghost(): TemplateResult | typeof nothing {
    const state = this.drag.state
    if (!state) return nothing
    return html`<div class="ghost" style="left:${state.x + 14}px;top:${state.y + 10}px">
      ${titleOrUntitled(tree.title(state.id))}
    </div>`
  }

  protected onClick(event: MouseEvent, id: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (this.drag.swallowsClick()) return
    this.active = id
    this.go(id)
  }

  protected onMenu(event: Event, id: string, anchor: Element | { x: number; y: number }): void {
    event.preventDefault()
    event.stopPropagation()
    void this.menu(id, anchor)
  }

  protected readonly onKey = (event: KeyboardEvent): void => {
    const index = this.rows.findIndex(each => each.id === this.active)
    const row = this.rows[index]
    if (!row || event.ctrlKey || event.metaKey || event.isComposing) return
    const done = event.altKey ? this.moveKey(event.key, row, index) : this.plainKey(event, row, index)
    if (!done) return
    event.preventDefault()
    event.stopPropagation()
  }

  protected activate(index: number): boolean {
    const row = this.rows[index]
    if (row) {
      this.active = row.id
      this.reveal(row.id)
    }
    return true
  }

  /** The line that is there in the place of one that goes. */
  protected activateBeside(id: string): void {
    const index = this.rows.findIndex(each => each.id === id)
    const rest = this.rowsWithout(id)
    this.active = rest[Math.min(index, rest.length - 1)]?.id
  }

  private go(id: string): void {
    if (id !== this.current) this.server.open(id)
    this.dispatchEvent(new CustomEvent('atoll-chosen', { bubbles: true, composed: true }))
  }

  private plainKey(event: KeyboardEvent, row: Row, index: number): boolean {
    switch (event.key) {
      case 'ArrowDown':
        return this.activate(Math.min(index + 1, this.rows.length - 1))
      case 'ArrowUp':
        return this.activate(Math.max(index - 1, 0))
      case 'Home':
        return this.activate(0)
      case 'End':
        return this.activate(this.rows.length - 1)
      case 'Enter':
        this.go(row.id)
        this.dispatchEvent(new CustomEvent('atoll-enter-page', { bubbles: true, composed: true }))
        return true
      case 'ContextMenu':
        return this.keyMenu(row.id)
      case 'F10':
        return event.shiftKey && this.keyMenu(row.id)
      default:
        return this.ownKey(event, row, index)
    }
  }

  private keyMenu(id: string): boolean {
    const line = this.renderRoot.querySelector(`#${CSS.escape(this.lineId(id))}`)
    if (line) void this.menu(id, line)
    return true
  }
}
