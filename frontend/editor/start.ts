import type { EditorView } from '@codemirror/view'
import { element } from './popup/dom.ts'
import { word } from '../core/words.ts'

/** Under an empty page: offers to begin with a template. Asks the frame for it by `atoll-command`. */
export class Start {
  readonly dom = element('button', { type: 'button', class: 'atoll-start' })

  constructor() {
    this.dom.textContent = word('template.start')
    this.dom.hidden = true
    this.dom.addEventListener('click', () => {
      const detail = 'fill-from-template'
      this.dom.dispatchEvent(new CustomEvent('atoll-command', { detail, bubbles: true, composed: true }))
    })
  }

  /** Is there as long as the page has no text and may be written in. */
  show(view: EditorView | undefined, closed: boolean): void {
    this.dom.hidden = closed || view === undefined || view.state.doc.length > 0
  }
}
