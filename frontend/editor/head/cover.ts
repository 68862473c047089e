import type { Cover } from '../../core/aside.ts'
import { word } from '../../core/words.ts'
import { element } from '../popup/dom.ts'
import { staysHere } from '../draw/file-block.ts'
import { whenHere } from '../draw/image.ts'

export interface CoverHost {
  readonly address: (cover: Cover) => string
  /** Keeps which part of the picture is shown. */
  readonly placed: (at: number) => void
  readonly change: () => void
  readonly remove: () => void
}

/** So far an arrow moves the picture, in hundredths of what is hidden. */
const step = 5

/** The picture above the page. It is drawn by its middle, top or any part between, which is moved by dragging or by arrows. */
export class CoverPicture {
  readonly dom = element('div', { class: 'atoll-cover', hidden: true })
  readonly #host: CoverHost
  readonly #picture = element('img', { alt: '', draggable: 'false' })
  readonly #absent = element(
    'p',
    { class: 'atoll-cover-absent', role: 'status', hidden: true },
    word('editor.not-here-yet'),
  )
  readonly #stays = element('p', { class: 'atoll-cover-stays', hidden: true }, word('editor.stays-here'))
  readonly #tools = element('div', { class: 'atoll-cover-tools' })
  readonly #hint = element('p', { class: 'atoll-cover-hint', role: 'status', hidden: true }, word('cover.hint'))
  readonly #place = element('button', { type: 'button', 'aria-pressed': 'false' }, word('cover.place'))
  #cover: Cover | undefined
  /** While the picture is being moved: where it is by then. */
  #moving: number | undefined

  constructor(host: CoverHost) {
    this.#host = host
    const change = element('button', { type: 'button' }, word('cover.change'))
    const remove = element('button', { type: 'button' }, word('cover.remove'))
    change.addEventListener('click', () => host.change())
    remove.addEventListener('click', () => host.remove())
    this.#place.addEventListener('click', () => (this.#moving === undefined ? this.#move() : this.#end(true)))
    this.#place.addEventListener('keydown', event => this.#onKey(event))
    this.#place.addEventListener('blur', () => this.#end(true))
    this.#tools.append(change, this.#place, remove)
    this.dom.append(this.#picture, this.#absent, this.#stays, this.#hint, this.#tools)
    this.dom.addEventListener('pointerdown', event => this.#drag(event))
  }

  set readOnly(readOnly: boolean) {
    this.#tools.hidden = readOnly
    if (readOnly) this.#end(false)
  }

  show(cover: Cover | undefined): void {
    const before = this.#cover
    this.#cover = cover
    this.dom.hidden = !cover
    if (cover && cover.blob !== before?.blob) {
      this.#end(false)
      const address = this.#host.address(cover)
      this.#stays.hidden = true
      whenHere(this.#picture, address, absent => {
        this.#absent.hidden = !absent
        this.#picture.hidden = absent
        if (!absent) void this.#sayWhetherItStays(cover, address)
      })
    }
    if (!cover) this.#picture.removeAttribute('src')
    this.#draw()
  }

  /** The look of a page does not hold the size; where the bytes are, their number is known. */
  async #sayWhetherItStays({ blob }: Cover, address: string): Promise<void> {
    // The browser has them already.
    const size = await fetch(address, { cache: 'force-cache' })
      .then(response => response.blob())
      .then(
        bytes => bytes.size,
        () => 0,
      )
    if (this.#cover?.blob === blob) this.#stays.hidden = !staysHere(size)
  }

  #draw(): void {
    this.#picture.style.objectPosition = `50% ${this.#moving ?? this.#cover?.at ?? 50}%`
  }

  #move(): void {
    this.#moving = this.#cover?.at
    this.#marked(true)
    // A button does not get the focus by a click everywhere.
    this.#place.focus()
  }

  #end(keep: boolean): void {
    const at = this.#moving
    if (at === undefined) return
    this.#moving = undefined
    this.#marked(false)
    if (keep && at !== this.#cover?.at) this.#host.placed(at)
    else this.#draw()
  }

  #marked(moving: boolean): void {
    this.dom.classList.toggle('atoll-moving', moving)
    this.#hint.hidden = !moving
    this.#place.textContent = word(moving ? 'cover.placed' : 'cover.place')
    this.#place.setAttribute('aria-pressed', String(moving))
  }

  #onKey(event: KeyboardEvent): void {
    if (this.#moving === undefined) return
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown')
      this.#to(this.#moving + (event.key === 'ArrowUp' ? -step : step))
    else if (event.key === 'Escape') this.#end(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #to(at: number): void {
    this.#moving = Math.round(Math.min(100, Math.max(0, at)))
    this.#draw()
  }

  #drag(event: PointerEvent): void {
    if (this.#moving === undefined || event.target instanceof HTMLButtonElement) return
    event.preventDefault()
    const from = { y: event.clientY, at: this.#moving }
    const { naturalWidth, naturalHeight, clientWidth, clientHeight } = this.#picture
    const hidden = (naturalHeight * clientWidth) / Math.max(1, naturalWidth) - clientHeight
    this.dom.setPointerCapture(event.pointerId)
    const move = (moved: PointerEvent) => {
      if (hidden > 0) this.#to(from.at - ((moved.clientY - from.y) / hidden) * 100)
    }
    const stop = () => this.dom.removeEventListener('pointermove', move)
    this.dom.addEventListener('pointermove', move)
    this.dom.addEventListener('lostpointercapture', stop, { once: true })
  }
}
