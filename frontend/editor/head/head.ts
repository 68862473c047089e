import { type Cover, type Look, plainLook } from '../../core/aside.ts'
import { word } from '../../core/words.ts'
import { CoverPicture } from './cover.ts'
import { element } from '../popup/dom.ts'
import { pickEmoji } from './emoji-picker.ts'
import { type Host, UploadError } from '../host/host.ts'

/** What the head of a page needs of its surroundings. */
export interface HeadHost {
  readonly host: () => Host | undefined
  /** Asks for another look; false while the instance cannot be reached. */
  readonly ask: (change: Partial<{ icon: string; cover: Cover | null; wide: boolean }>) => boolean
  /** The head has another height. */
  readonly resized: () => void
}

/** Where a new picture is shown from: its middle. */
const middle = 50

/** What stands above the title: the cover, the icon, and what gives the page either. */
export class Head {
  readonly dom = element('div', { class: 'atoll-head' })
  readonly #around: HeadHost
  readonly #cover: CoverPicture
  readonly #icon = element('button', { type: 'button', class: 'atoll-page-icon', hidden: true })
  readonly #addIcon = element('button', { type: 'button' }, word('head.add-icon'))
  readonly #addCover = element('button', { type: 'button' }, word('head.add-cover'))
  readonly #tools = element('div', { class: 'atoll-head-tools' }, this.#addIcon, this.#addCover)
  readonly #fault = element('p', { class: 'atoll-notice', role: 'alert', hidden: true })
  #look: Look = plainLook
  #readOnly = true

  constructor(around: HeadHost) {
    this.#around = around
    this.#cover = new CoverPicture({
      address: ({ blob, name }) => around.host()?.address(blob, name) ?? '',
      placed: at => this.#look.cover && around.ask({ cover: { ...this.#look.cover, at } }),
      change: () => this.chooseCover(),
      remove: () => around.ask({ cover: null }),
    })
    this.#icon.addEventListener('click', () => this.chooseIcon())
    this.#addIcon.addEventListener('click', () => this.chooseIcon())
    this.#addCover.addEventListener('click', () => this.chooseCover())
    const row = element('div', { class: 'atoll-head-row' }, this.#icon, this.#tools)
    this.dom.append(this.#cover.dom, row, this.#fault)
    this.#draw()
  }

  get look(): Look {
    return this.#look
  }

  show(look: Look): void {
    const before = this.#look
    this.#look = look
    this.#draw()
    if (!look.cover !== !before.cover || !look.icon !== !before.icon || look.wide !== before.wide)
      this.#around.resized()
  }

  set readOnly(readOnly: boolean) {
    this.#readOnly = readOnly
    this.#draw()
  }

  /** Opens the picker of icons. */
  chooseIcon(): void {
    if (this.#readOnly) return
    const present = this.#look.icon !== ''
    pickEmoji(present ? this.#icon : this.#addIcon, present, icon => {
      this.#around.ask({ icon })
      this.show({ ...this.#look, icon })
    })
  }

  /** Lets the person choose a picture; it is shown when the instance has it. */
  chooseCover(): void {
    if (this.#readOnly) return
    const field = element('input', { type: 'file', accept: 'image/*' })
    field.addEventListener('change', () => {
      const file = field.files?.[0]
      if (file) void this.#keep(file)
    })
    field.click()
  }

  async #keep(file: File): Promise<void> {
    this.#say('')
    try {
      const kept = await this.#around.host()?.keep(file)
      if (kept) this.#around.ask({ cover: { blob: kept.blob, name: file.name.slice(0, 200), at: middle } })
    } catch (error) {
      if (!(error instanceof UploadError || error instanceof TypeError)) throw error
      const tooLarge = error instanceof UploadError && error.status === 413
      this.#say(word(tooLarge ? 'editor.file-too-large' : 'editor.file-not-taken', file.name))
    }
  }

  #say(fault: string): void {
    this.#fault.textContent = fault
    this.#fault.hidden = fault === ''
  }

  #draw(): void {
    const { icon, cover } = this.#look
    this.#icon.textContent = icon
    this.#icon.hidden = icon === ''
    this.#icon.disabled = this.#readOnly
    this.#icon.setAttribute('aria-label', word('head.icon', icon))
    this.#icon.title = word('head.change-icon')
    this.#addIcon.hidden = icon !== ''
    this.#addCover.hidden = cover !== undefined
    this.#tools.hidden = this.#readOnly
    this.#cover.readOnly = this.#readOnly
    this.#cover.show(cover)
    this.dom.classList.toggle('atoll-covered', cover !== undefined)
    this.dom.classList.toggle('atoll-has-icon', icon !== '')
  }
}
