import { Decoration, type EditorView, WidgetType } from '@codemirror/view'
import type { Attributes } from '../../core/attributes.ts'
import { word } from '../../core/words.ts'
import { element, icon, icons } from '../popup/dom.ts'
import { host } from '../host/host.ts'

const units = ['B', 'KB', 'MB', 'GB']

/** A size as people write it. */
export function sizeText(bytes: number): string {
  let unit = 0
  let value = bytes
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

/** The most bytes that a file may have to reach other devices by itself. */
const mostTravelling = 4 * 1024 * 1024

/** Whether a file stays on the device where it was put in. */
export const staysHere = (size: number): boolean => size > mostTravelling

/** The size, and what follows from it. */
const noteOf = (size: number): string =>
  staysHere(size) ? `${sizeText(size)} · ${word('editor.stays-here')}` : sizeText(size)

/** A file with its name and size; a click saves it. */
class FileWidget extends WidgetType {
  readonly blob: string
  readonly name: string
  readonly size: number

  constructor(blob: string, name: string, size: number) {
    super()
    this.blob = blob
    this.name = name
    this.size = size
  }

  override eq(other: FileWidget): boolean {
    return other.blob === this.blob && other.name === this.name && other.size === this.size
  }

  toDOM(view: EditorView): HTMLElement {
    const href = view.state.facet(host).address(this.blob, this.name)
    const note = element('span', { class: 'atoll-file-size' }, noteOf(this.size))
    const card = element(
      'a',
      { class: 'atoll-file-card', href, download: this.name, contenteditable: 'false', tabindex: '-1' },
      icon(icons.file),
      element('span', { class: 'atoll-file-name' }, this.name || word('block.file.name')),
      note,
    )
    void look(href, card, note, this.size)
    return card
  }

  override ignoreEvent(event: Event): boolean {
    return event.type !== 'mousedown'
  }
}

/** Why the bytes of a file are not here. */
export const absence = (size: number): string =>
  word(staysHere(size) ? 'editor.stays-elsewhere' : 'editor.not-here-yet')

/** Says whether the bytes are here, and looks again as long as they are not. */
async function look(href: string, card: HTMLElement, note: HTMLElement, size: number): Promise<void> {
  const here = await fetch(href, { method: 'HEAD' }).then(
    response => response.ok,
    () => true,
  )
  card.classList.toggle('atoll-file-absent', !here)
  note.textContent = here ? noteOf(size) : `${sizeText(size)} · ${absence(size)}`
  if (!here) setTimeout(() => card.isConnected && void look(href, card, note, size), 5000)
}

export function fileWidget({ blob, name, size }: Attributes): Decoration {
  const widget = new FileWidget(
    typeof blob === 'string' ? blob : '',
    typeof name === 'string' ? name : '',
    typeof size === 'number' ? size : 0,
  )
  return Decoration.widget({ widget, side: -1 })
}
