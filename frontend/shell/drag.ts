import { type Drop, amongRest, dropAt, dropInList } from './drop.ts'
import type { Place, Row } from './model.ts'

/** What the gesture needs from the tree it runs in. */
export interface DragHost extends HTMLElement {
  readonly rowHeight: number
  /** The lines of a list in which nothing lies under another. */
  readonly list?: readonly string[]
  /** The lines that are drawn. */
  readonly rows: readonly Row[]
  /** The lines without the dragged node and what lies under it. */
  rowsWithout(id: string): readonly Row[]
  openNode(id: string): void
  dragChanged(): void
  dropped(id: string, place: Place): void
}

export interface DragState {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly drop: Drop | undefined
}

const startsAfterPixels = 5
const opensAfterMs = 650
const indentPixels = 16
const indentStartPixels = 24
const scrollZonePixels = 28

/**
 * Dragging a line of the tree with the mouse or a pen: idle, pressed, dragging. Escape takes it back. (A finger
 * scrolls; it moves nodes by the menu.)
 */
export class DragGesture {
  state: DragState | undefined
  private readonly host: DragHost
  private pressed: { id: string; x: number; y: number; pointer: number } | undefined
  private waiting: { id: string; timer: number } | undefined
  private scrolling = 0
  private justDragged = false

  constructor(host: DragHost) {
    this.host = host
  }

  press(event: PointerEvent, id: string): void {
    if (event.button !== 0 || event.pointerType === 'touch') return
    this.pressed = { id, x: event.clientX, y: event.clientY, pointer: event.pointerId }
    this.justDragged = false
    addEventListener('pointermove', this.onMove)
    addEventListener('pointerup', this.onUp)
    addEventListener('pointercancel', this.cancel)
    addEventListener('keydown', this.onKey, true)
    addEventListener('blur', this.cancel)
  }

  /** Whether the click that follows belongs to a drag; asking answers once. */
  swallowsClick(): boolean {
    const swallows = this.justDragged
    this.justDragged = false
    return swallows
  }

  readonly cancel = (): void => {
    removeEventListener('pointermove', this.onMove)
    removeEventListener('pointerup', this.onUp)
    removeEventListener('pointercancel', this.cancel)
    removeEventListener('keydown', this.onKey, true)
    removeEventListener('blur', this.cancel)
    cancelAnimationFrame(this.scrolling)
    this.scrolling = 0
    this.stopWaiting()
    this.pressed = undefined
    if (!this.state) return
    this.state = undefined
    this.host.dragChanged()
  }

  private readonly onMove = (event: PointerEvent): void => {
    const pressed = this.pressed
    if (!pressed || event.pointerId !== pressed.pointer) return
    const far = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) >= startsAfterPixels
    if (!this.state && !far) return
    event.preventDefault()
    this.show(pressed.id, event.clientX, event.clientY)
    if (this.scrolling === 0) this.scrolling = requestAnimationFrame(this.scroll)
  }

  private readonly onUp = (event: PointerEvent): void => {
    const state = this.state
    if (this.pressed && event.pointerId !== this.pressed.pointer) return
    this.cancel()
    if (!state) return
    this.justDragged = true
    setTimeout(() => (this.justDragged = false))
    if (state.drop) this.host.dropped(state.id, state.drop.place)
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.state) return
    event.preventDefault()
    event.stopPropagation()
    this.justDragged = true
    this.cancel()
  }

  private show(id: string, x: number, y: number): void {
    const drop = this.dropFor(id, x, y)
    this.state = { id, x, y, drop }
    const target = drop?.kind === 'into' ? drop.place.parent : undefined
    if (target !== this.waiting?.id) {
      this.stopWaiting()
      if (target !== undefined) {
        this.waiting = { id: target, timer: window.setTimeout(() => this.host.openNode(target), opensAfterMs) }
      }
    }
    this.host.dragChanged()
  }

  private dropFor(id: string, x: number, y: number): Drop | undefined {
    const box = this.host.getBoundingClientRect()
    if (x < box.left - 40 || x > box.right + 40 || y < box.top - 40 || y > box.bottom + 40) return undefined
    const at = (y - box.top + this.host.scrollTop) / this.host.rowHeight
    if (this.host.list) return dropInList(this.host.list, id, at)
    const rest = this.host.rowsWithout(id)
    return dropAt(
      rest,
      amongRest(at, this.host.rows, rest),
      Math.round((x - box.left - indentStartPixels) / indentPixels),
    )
  }

  /** Scrolls while the pointer stays near an edge. */
  private readonly scroll = (): void => {
    const state = this.state
    if (!state) return
    const box = this.host.getBoundingClientRect()
    const up = box.top + scrollZonePixels - state.y
    const down = state.y - (box.bottom - scrollZonePixels)
    const by = up > 0 ? -Math.min(12, up / 2) : down > 0 ? Math.min(12, down / 2) : 0
    if (by !== 0) {
      const before = this.host.scrollTop
      this.host.scrollTop += by
      if (this.host.scrollTop !== before) this.show(state.id, state.x, state.y)
    }
    this.scrolling = requestAnimationFrame(this.scroll)
  }

  private stopWaiting(): void {
    clearTimeout(this.waiting?.timer)
    this.waiting = undefined
  }
}
