import { Decoration, EditorView, WidgetType } from '@codemirror/view'
import type { Attributes } from '../../core/attributes.ts'
import { word } from '../../core/words.ts'
import { Edit, blockAt } from '../document/blocks.ts'
import { make } from '../document/commands.ts'
import { element, icon, icons } from '../popup/dom.ts'
import { absence, staysHere } from './file-block.ts'
import { host } from '../host/host.ts'
import { askText } from '../popup/ask.ts'
import type { MenuItem } from '../popup/menu.ts'

/** As narrow as an image is made by dragging, in pixels. */
const narrowest = 48
const sizes = { small: 240, medium: 480 } as const

interface Image {
  readonly blob: string
  readonly name: string
  readonly alt: string
  readonly width: number
  /** In bytes. */
  readonly size: number
}

class ImageWidget extends WidgetType {
  readonly image: Image
  readonly readOnly: boolean

  constructor(image: Image, readOnly: boolean) {
    super()
    this.image = image
    this.readOnly = readOnly
  }

  override eq({ image, readOnly }: ImageWidget): boolean {
    const { blob, name, alt, width } = this.image
    return (
      image.blob === blob &&
      image.name === name &&
      image.alt === alt &&
      image.width === width &&
      readOnly === this.readOnly
    )
  }

  toDOM(view: EditorView): HTMLElement {
    const { image } = this
    const frame = element('span', { class: 'atoll-picture', contenteditable: 'false' })
    const picture = element('img', { alt: image.alt || image.name, draggable: 'false' })
    if (image.width) picture.style.width = `${image.width}px`
    picture.addEventListener('load', () => view.requestMeasure())
    whenHere(picture, view.state.facet(host).address(image.blob, image.name), absent => {
      frame.querySelector('.atoll-absent')?.remove()
      if (absent) frame.append(notHere(image.name, image.size))
      picture.hidden = absent
      view.requestMeasure()
    })
    frame.append(picture)
    if (staysHere(image.size)) frame.append(element('span', { class: 'atoll-stays' }, word('editor.stays-here')))
    if (!this.readOnly) frame.append(grip(view, picture))
    return frame
  }

  override get estimatedHeight(): number {
    return 300
  }

  override ignoreEvent(event: Event): boolean {
    return event.type !== 'mousedown'
  }
}

/** Loads an image; while its bytes are not on this device it says so and tries again, ever more seldom. */
export function whenHere(picture: HTMLImageElement, address: string, tell: (absent: boolean) => void): void {
  let wait = 2000
  const again = () => {
    if (!picture.isConnected) return
    wait = Math.min(wait * 1.5, 60_000)
    picture.src = `${address}&again=${Math.round(wait)}`
  }
  picture.addEventListener('error', () => {
    tell(true)
    setTimeout(again, wait)
  })
  picture.addEventListener('load', () => tell(false))
  picture.src = address
}

/** Stands where a file is whose bytes have not come yet. */
export function notHere(name: string, size: number): HTMLElement {
  return element('span', { class: 'atoll-absent', role: 'status' }, icon(icons.image), `${name}: ${absence(size)}`)
}

function grip(view: EditorView, picture: HTMLImageElement): HTMLElement {
  const handle = element('span', { class: 'atoll-resize', 'aria-hidden': 'true' })
  handle.addEventListener('pointerdown', event => {
    event.preventDefault()
    event.stopPropagation()
    const start = { x: event.clientX, width: picture.getBoundingClientRect().width }
    const most = view.contentDOM.clientWidth
    const before = picture.style.width
    handle.setPointerCapture(event.pointerId)
    const width = (x: number) => Math.round(Math.min(most, Math.max(narrowest, start.width + x - start.x)))
    const move = (moved: PointerEvent) => {
      picture.style.width = `${width(moved.clientX)}px`
    }
    const stop = (keep: boolean, x = start.x) => {
      handle.removeEventListener('pointermove', move)
      removeEventListener('keydown', escape, true)
      if (!keep) picture.style.width = before
      else if (x !== start.x) setImage(view, view.posAtDOM(picture), { width: width(x) })
      view.requestMeasure()
    }
    const escape = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return
      key.preventDefault()
      key.stopPropagation()
      handle.releasePointerCapture(event.pointerId)
      stop(false)
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', up => stop(handle.hasPointerCapture(up.pointerId), up.clientX), { once: true })
    handle.addEventListener('pointercancel', () => stop(false), { once: true })
    addEventListener('keydown', escape, true)
  })
  return handle
}

function setImage(view: EditorView, position: number, patch: { width?: number | null; alt?: string | null }): void {
  const { line, type } = blockAt(view.state, position)
  if (type !== 'image') return
  make(view, new Edit().block(line.from, patch).done(), undefined, 'input.format')
}

/** What the menu of an image offers. */
export function imageItems(view: EditorView): readonly MenuItem[] {
  const resize = (name: string, width: number | null): MenuItem => ({
    name,
    icon: icons.image,
    run: at => setImage(view, at, { width }),
  })
  return [
    {
      name: word('editor.alt-text'),
      icon: icons.edit,
      run: at => {
        const { alt } = blockAt(view.state, at).attributes
        const value = typeof alt === 'string' ? alt : ''
        askText(view, {
          label: word('editor.alt-text'),
          at,
          value,
          done: text => setImage(view, at, { alt: text || null }),
        })
      },
    },
    resize(word('editor.image-small'), sizes.small),
    resize(word('editor.image-medium'), sizes.medium),
    resize(word('editor.image-full'), null),
  ]
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

export function imageWidget(attributes: Attributes, readOnly: boolean): Decoration {
  const image = {
    blob: text(attributes.blob),
    name: text(attributes.name),
    alt: text(attributes.alt),
    width: typeof attributes.width === 'number' ? attributes.width : 0,
    size: typeof attributes.size === 'number' ? attributes.size : 0,
  }
  return Decoration.widget({ widget: new ImageWidget(image, readOnly), side: -1 })
}
