import { LitElement, type TemplateResult, css, html } from 'lit'
import { caps, notation, shortcuts } from './keys.ts'

/** `<atoll-keys for="palette">`: the shortcut of a command, as this machine's keyboard names it. */
class AtollKeys extends LitElement {
  static override properties = { for: {} }
  static override styles = css`
    :host {
      font-size: 12px;
      color: var(--atoll-muted);
      white-space: nowrap;
    }
  `
  declare for: keyof typeof shortcuts

  override render(): TemplateResult {
    return html`<kbd style="font:inherit">${caps(notation(shortcuts[this.for])).join(' ')}</kbd>`
  }
}

customElements.define('atoll-keys', AtollKeys)
