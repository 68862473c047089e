import { LitElement, type TemplateResult, css, html } from 'lit'
import { word } from '../core/words.ts'

const showsSavingAfterMs = 400

/**
 * Says whether what is written is stored. "Saving…" shows only when it takes long enough to be seen; a page that is
 * merely open says nothing.
 */
class AtollSaveState extends LitElement {
  static override properties = { shown: { state: true } }
  static override styles = css`
    :host {
      font: var(--atoll-type-small);
      font-size: 13px;
      color: var(--atoll-muted);
      white-space: nowrap;
    }
    span.offline {
      color: var(--atoll-warn);
    }
  `
  declare shown: '' | 'saved' | 'saving' | 'offline'
  private timer = 0
  private written = false

  constructor() {
    super()
    this.shown = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('atoll-state', this.onState)
    addEventListener('atoll-left', this.onLeft)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('atoll-state', this.onState)
    removeEventListener('atoll-left', this.onLeft)
    clearTimeout(this.timer)
  }

  override render(): TemplateResult {
    return html`<span class=${this.shown}>${this.shown === '' ? '' : word(`save.${this.shown}`)}</span>`
  }

  /** The page is not shown any more. */
  private readonly onLeft = (): void => {
    clearTimeout(this.timer)
    this.written = false
    this.shown = ''
  }

  private readonly onState = (event: Event): void => {
    const { state } = (event as CustomEvent<{ state: string }>).detail
    clearTimeout(this.timer)
    if (state === 'saving') {
      this.written = true
      this.timer = window.setTimeout(() => (this.shown = 'saving'), showsSavingAfterMs)
    } else if (state === 'offline' || state === 'stuck') this.shown = this.written ? 'offline' : ''
    else if (state === 'saved') this.shown = this.written ? 'saved' : ''
    else {
      this.written = false
      this.shown = ''
    }
  }
}

customElements.define('atoll-save-state', AtollSaveState)
