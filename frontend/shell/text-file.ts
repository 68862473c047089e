import { LitElement, type TemplateResult, html } from 'lit'
import { chooseFiles } from '../core/choose-files.ts'
import { linkButton } from './link-button.ts'

const mostBytes = 65_536

/** `<atoll-text-file>`: hands on the text of a small file that is chosen here, or dropped beside this element. */
class AtollTextFile extends LitElement {
  static override properties = { label: {} }
  static override styles = linkButton
  declare label: string
  #around: HTMLElement | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    this.#around = this.parentElement
    // Before the field under the pointer takes the file's name as a text.
    this.#around?.addEventListener('dragover', this.#over, true)
    this.#around?.addEventListener('drop', this.#drop, true)
  }

  override disconnectedCallback(): void {
    this.#around?.removeEventListener('dragover', this.#over, true)
    this.#around?.removeEventListener('drop', this.#drop, true)
    super.disconnectedCallback()
  }

  override render(): TemplateResult {
    return html`<button type="button" @click=${this.#choose}>${this.label}</button>`
  }

  readonly #over = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  }

  readonly #drop = (event: DragEvent): void => {
    const [file] = event.dataTransfer?.files ?? []
    if (!file) return
    event.preventDefault()
    event.stopPropagation()
    void this.#take(file)
  }

  readonly #choose = (): void => {
    chooseFiles('', false, ([file]) => {
      if (file) void this.#take(file)
    })
  }

  async #take(file: File): Promise<void> {
    const text = await file.slice(0, mostBytes).text()
    this.dispatchEvent(new CustomEvent('text-file', { detail: text }))
  }
}

customElements.define('atoll-text-file', AtollTextFile)
