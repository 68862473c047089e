import { LitElement, type TemplateResult, css, html, nothing } from 'lit'
import { icon } from './icons.ts'
import { type MenuItem, openMenu } from './menu.ts'

/** A button that opens a menu; what is chosen goes to the instance. */
class AtollMenuButton extends LitElement {
  static override properties = { label: {}, hint: {}, items: {}, look: {}, expanded: { state: true } }
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
    }
    button {
      display: flex;
      align-items: center;
      gap: 9px;
      width: 100%;
      min-width: 0;
      padding: 6px 8px;
      border: 0;
      border-radius: 8px;
      background: none;
      font: inherit;
      color: inherit;
      text-align: start;
    }
    button:hover,
    button[aria-expanded='true'] {
      background: var(--atoll-hover);
    }
    button:focus-visible {
      outline: 2px solid var(--atoll-focus);
      outline-offset: -1px;
    }
    .name {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      font-weight: 620;
      color: var(--atoll-text);
    }
    svg {
      flex: none;
      color: var(--atoll-muted);
    }
    button.quiet {
      width: 28px;
      height: 28px;
      padding: 0;
      justify-content: center;
    }
  `
  /** What the button says. */
  declare label: string
  /** What it is for, to a screen reader. */
  declare hint: string
  /** The menu as JSON. */
  declare items: string
  /** `workspace` or `more`. */
  declare look: string
  declare expanded: boolean
  declare $server: { choose(id: string): void }

  override render(): TemplateResult {
    return this.look === 'more'
      ? this.button('quiet', html`${icon('more')}`)
      : this.button('', html`<slot></slot><span class="name">${this.label}</span>${icon('updown')}`)
  }

  private button(look: string, content: TemplateResult): TemplateResult {
    return html`<button
      type="button"
      class=${look}
      aria-haspopup="menu"
      aria-expanded=${this.expanded ?? false}
      aria-label=${this.look === 'more' ? this.hint : `${this.hint}: ${this.label}`}
      title=${this.look === 'more' ? this.hint : nothing}
      @click=${this.open}
    >
      ${content}
    </button>`
  }

  private readonly open = async (): Promise<void> => {
    this.expanded = true
    const chosen = await openMenu(this, this.hint, JSON.parse(this.items) as MenuItem[])
    this.expanded = false
    if (chosen !== undefined) this.$server.choose(chosen)
  }
}

customElements.define('atoll-menu-button', AtollMenuButton)
