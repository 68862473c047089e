import { LitElement, type TemplateResult, css, html } from 'lit'
import { icon } from './icons.ts'
import { word } from '../core/words.ts'

const saysSoForMs = 2000

/** `<atoll-copy-text>`: a text to hand on, with a button that copies it. */
class AtollCopyText extends LitElement {
  static override properties = {
    text: {},
    label: {},
    rows: { type: Number },
    file: {},
    link: {},
    copied: { state: true },
  }
  static override styles = css`
    :host {
      display: block;
    }
    .box {
      display: flex;
      align-items: flex-start;
      gap: 8px;
      padding: 8px;
      border: 1px solid var(--atoll-border);
      border-radius: 10px;
      background: var(--atoll-sunken);
    }
    textarea {
      flex: 1;
      min-width: 0;
      padding: 7px 4px 5px;
      border: 0;
      border-radius: 4px;
      resize: none;
      outline-offset: 2px;
      background: none;
      color: var(--atoll-text-soft);
      font: 12.5px/1.5 var(--atoll-mono);
      word-break: break-all;
    }
    textarea:focus-visible,
    button:focus-visible {
      outline: 2px solid var(--atoll-focus);
    }
    button {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-width: 88px;
      justify-content: center;
      padding: 6px 10px;
      border: 1px solid var(--atoll-border);
      border-radius: 8px;
      background: var(--atoll-raised);
      color: var(--atoll-text);
      font: var(--atoll-type-small);
      font-weight: 550;
    }
    .buttons {
      display: grid;
      gap: 6px;
    }
    button:hover {
      border-color: var(--atoll-border-strong);
    }
  `
  declare text: string
  declare label: string
  declare rows: number
  /** What the text is called as a file; it can be saved as one only if this is set. */
  declare file: string
  /** The same as a link; it can be copied only if this is set. */
  declare link: string
  /** Which of the two was copied just now. */
  declare copied: string

  override render(): TemplateResult {
    return html`
      <div class="box">
        <textarea
          readonly
          rows=${this.rows || 1}
          aria-label=${this.label}
          spellcheck="false"
          .value=${this.text ?? ''}
          @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}
        ></textarea>
        <div class="buttons">
          ${this.#copier(this.text ?? '', 'share.copy')} ${this.link ? this.#copier(this.link, 'share.copy.link') : ''}
          ${this.file ? html`<button type="button" @click=${this.save}>${icon('download')}<span>${word('share.save')}</span></button>` : ''}
        </div>
      </div>
    `
  }

  #copier(what: string, label: 'share.copy' | 'share.copy.link'): TemplateResult {
    const done = this.copied === label
    return html`<button type="button" @click=${() => this.#copy(what, label)}>
      ${icon(done ? 'check' : 'copy')}
      <span role="status">${word(done ? 'share.copied' : label)}</span>
    </button>`
  }

  async #copy(what: string, label: string): Promise<void> {
    await navigator.clipboard.writeText(what)
    this.copied = label
    setTimeout(() => (this.copied = ''), saysSoForMs)
  }

  private readonly save = (): void => {
    const address = URL.createObjectURL(new Blob([this.text], { type: 'text/plain' }))
    const link = document.createElement('a')
    link.href = address
    link.download = this.file
    link.click()
    URL.revokeObjectURL(address)
  }
}

customElements.define('atoll-copy-text', AtollCopyText)
