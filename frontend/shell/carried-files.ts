import { LitElement, type TemplateResult, css, html } from 'lit'
import { chooseFiles } from '../core/choose-files.ts'
import { linkButton } from './link-button.ts'

/** `<atoll-carried-files>`: hands files that are chosen here to the instance, and names those that it has. */
class AtollCarriedFiles extends LitElement {
  static override properties = { label: {}, failed: {}, target: {}, taken: { type: Number }, names: { state: true } }
  static override styles = [
    linkButton,
    css`
      ul {
        margin: 0;
        padding-inline-start: 18px;
        font: var(--atoll-type-small);
        color: var(--atoll-text-soft);
      }
    `,
  ]
  declare label: string
  declare failed: string
  declare target: string
  declare taken: number
  declare names: string[]

  override render(): TemplateResult {
    return html`<button type="button" @click=${this.#choose}>${this.label}</button>
      <ul role="status">
        ${(this.names ?? []).map(name => html`<li>${name}</li>`)}
      </ul>`
  }

  readonly #choose = (): void => {
    chooseFiles('.atoll', true, files => {
      for (const file of files) void this.#send(file)
    })
  }

  async #send(file: File): Promise<void> {
    const answer = await fetch(this.target, { method: 'POST', body: file }).catch(() => null)
    this.names = [...(this.names ?? []), answer?.ok ? file.name : `${file.name}: ${this.failed}`]
  }
}

customElements.define('atoll-carried-files', AtollCarriedFiles)
