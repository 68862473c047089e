import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { type Lines, linesAt, openBlockMenu } from './block-menu.ts'
import { blockAt } from '../document/blocks.ts'
import { element, icon, icons } from '../popup/dom.ts'
import { mapMenu } from '../popup/menu.ts'
import { moveSpec } from '../document/move.ts'

/** Beside the block under the mouse: dragging moves it, a click opens its menu. */
type Gesture =
  | { readonly state: 'idle' }
  | { readonly state: 'pressed'; readonly x: number; readonly y: number; readonly pointer: number }
  | { readonly state: 'dragging'; readonly pointer: number }

const idle: Gesture = { state: 'idle' }
/** How far the mouse moves before a press becomes a drag, and how near to an edge it scrolls; in pixels. */
const slack = 4
const edge = 48

export const handle = ViewPlugin.fromClass(
  class {
    readonly view: EditorView
    readonly #button = element(
      'button',
      {
        type: 'button',
        class: 'atoll-handle',
        'aria-label': word('editor.handle'),
        title: word('editor.handle'),
        tabindex: '-1',
      },
      icon(icons.grip),
    )
    readonly #line = element('div', { class: 'atoll-drop' })
    #gesture = idle
    /** A position in the block beside which the handle stands; it moves with the text. */
    #position: number | undefined
    #pointer = { x: 0, y: 0 }
    #frame = 0

    constructor(view: EditorView) {
      this.view = view
      this.#button.hidden = true
      this.#line.hidden = true
      view.dom.append(this.#button, this.#line)
      this.#button.addEventListener('pointerdown', this.#press)
      this.#button.addEventListener('pointermove', this.#move)
      this.#button.addEventListener('pointerup', this.#release)
      this.#button.addEventListener('pointercancel', () => this.#cancel())
      this.#button.addEventListener('mousedown', event => event.preventDefault())
      view.dom.addEventListener('mouseleave', () => this.hide())
    }

    update(update: ViewUpdate) {
      if (update.docChanged) mapMenu(this.view, position => update.changes.mapPos(position))
      if (!update.docChanged || this.#position === undefined) return
      this.#position = update.changes.mapPos(this.#position)
      if (this.#gesture.state === 'idle') this.hide()
    }

    destroy() {
      cancelAnimationFrame(this.#frame)
      removeEventListener('keydown', this.#key, true)
      this.#button.remove()
      this.#line.remove()
    }

    hide() {
      if (this.#gesture.state === 'idle') this.#button.hidden = true
    }

    /** The mouse is somewhere over the page. */
    hover(event: MouseEvent) {
      if (this.#gesture.state !== 'idle' || this.view.state.readOnly || event.buttons) return
      const { view } = this
      const y = event.clientY - view.documentTop
      if (y < 0 || y > view.contentHeight) return this.hide()
      const block = view.lineBlockAtHeight(y)
      if (block.from === this.#position && !this.#button.hidden) return
      this.#position = block.from
      const { type } = blockAt(view.state, block.from)
      const tall = type === 'image' || type === 'cell' || type === 'file'
      const frame = view.dom.getBoundingClientRect()
      const content = view.contentDOM.getBoundingClientRect()
      const style = getComputedStyle(view.contentDOM)
      const start = view.coordsAtPos(block.from, 1)
      const top = tall
        ? view.documentTop + block.top + 22
        : start
          ? (start.top + start.bottom) / 2
          : view.documentTop + block.top + block.height / 2
      const rightToLeft = style.direction === 'rtl'
      const inset = parseFloat(style.paddingInlineStart)
      const left = rightToLeft ? content.right - inset + 6 : content.left + inset - 28
      this.#button.style.left = `${left - frame.left}px`
      this.#button.style.top = `${top - frame.top - 12}px`
      this.#button.hidden = false
    }

    #press = (event: PointerEvent) => {
      if (event.button !== 0 || this.#position === undefined) return
      this.#gesture = { state: 'pressed', x: event.clientX, y: event.clientY, pointer: event.pointerId }
      this.#button.setPointerCapture(event.pointerId)
      addEventListener('keydown', this.#key, true)
    }

    #move = (event: PointerEvent) => {
      const gesture = this.#gesture
      this.#pointer = { x: event.clientX, y: event.clientY }
      if (gesture.state === 'pressed' && Math.hypot(event.clientX - gesture.x, event.clientY - gesture.y) > slack) {
        this.#gesture = { state: 'dragging', pointer: gesture.pointer }
        this.#button.classList.add('atoll-dragging')
        this.#follow()
      }
    }

    #release = (event: PointerEvent) => {
      const gesture = this.#gesture
      const lines = this.#lines()
      const target = this.#target()
      this.#cancel()
      if (!lines || this.#position === undefined || event.button !== 0) return
      if (gesture.state === 'pressed') {
        const { left, bottom } = this.#button.getBoundingClientRect()
        openBlockMenu(this.view, this.#position, { left, top: bottom + 4 })
      } else if (gesture.state === 'dragging') {
        const spec = moveSpec(this.view.state, lines.first, lines.last, target)
        if (spec) this.view.dispatch(spec)
        this.hide()
      }
    }

    #key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      this.#cancel()
    }

    #cancel() {
      const gesture = this.#gesture
      this.#gesture = idle
      if (gesture.state !== 'idle' && this.#button.hasPointerCapture(gesture.pointer)) {
        this.#button.releasePointerCapture(gesture.pointer)
      }
      removeEventListener('keydown', this.#key, true)
      cancelAnimationFrame(this.#frame)
      this.#line.hidden = true
      this.#button.classList.remove('atoll-dragging')
    }

    #lines(): Lines | undefined {
      return this.#position === undefined ? undefined : linesAt(this.view.state, this.#position)
    }

    /** The number of the line before which the mouse would drop. */
    #target(): number {
      const { view } = this
      const block = view.lineBlockAtHeight(this.#pointer.y - view.documentTop)
      const below = this.#pointer.y - view.documentTop > block.top + block.height / 2
      const { doc } = view.state
      // What is drawn as one, a table for instance, is left whole.
      return below ? doc.lineAt(block.to).number + 1 : doc.lineAt(block.from).number
    }

    /** Draws the drop line while the drag lasts, and scrolls near the edges. */
    #follow = () => {
      const lines = this.#lines()
      if (this.#gesture.state !== 'dragging' || !lines) return
      const { view } = this
      const scroller = view.scrollDOM.getBoundingClientRect()
      const { y } = this.#pointer
      if (y < scroller.top + edge) view.scrollDOM.scrollTop -= (scroller.top + edge - y) / 4
      else if (y > scroller.bottom - edge) view.scrollDOM.scrollTop += (y - scroller.bottom + edge) / 4
      const target = this.#target()
      const stays = target >= lines.first && target <= lines.last + 1
      const { doc } = view.state
      const block = view.lineBlockAt(doc.line(Math.min(target, doc.lines)).from)
      const top = view.documentTop + (target > doc.lines ? block.bottom : block.top)
      const frame = view.dom.getBoundingClientRect()
      const content = view.contentDOM.getBoundingClientRect()
      const inset = parseFloat(getComputedStyle(view.contentDOM).paddingLeft)
      this.#line.hidden = stays
      this.#line.style.left = `${content.left - frame.left + inset}px`
      this.#line.style.width = `${content.width - 2 * inset}px`
      this.#line.style.top = `${top - frame.top - 1}px`
      this.#frame = requestAnimationFrame(this.#follow)
    }
  },
  {
    eventObservers: {
      mousemove(event) {
        this.hover(event)
      },
      scroll() {
        this.hide()
      },
      keydown() {
        this.hide()
      },
    },
  },
)
