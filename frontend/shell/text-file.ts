import { LitElement, type TemplateResult, css, html } from 'lit'

const mostBytes = 65_536

/** `<atoll-text-file>`: hands on the text of a small file that is chosen here, or dropped beside this element. */
class AtollTextFile extends LitElement {
  static override properties = { label: {} }
  static override styles = css`
    button {
      padding: 6px 0;
      border: 0;
      background: none;
      font: var(--atoll-type-small);
      color: var(--atoll-accent-text);
      cursor: pointer;
    }
    button:hover {
      text-decoration: underline;
    }
  `
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
    const input = document.createElement('input')
    input.type = 'file'
    input.onchange = () => {
      const [file] = input.files ?? []
      if (file) void this.#take(file)
    }
    input.click()
  }

  async #take(file: File): Promise<void> {
    const text = await file.slice(0, mostBytes).text()
    this.dispatchEvent(new CustomEvent('text-file', { detail: text }))
  }
}

customElements.define('atoll-text-file', AtollTextFile)
