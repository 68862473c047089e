import { LitElement, type TemplateResult, css, html } from 'lit'
import { favouriteWords, favourites } from './favourites.ts'
import { icon } from './icons.ts'
import { caps, notation, shortcuts } from './keys.ts'
import { word } from '../core/words.ts'

/** The star in the head of a page: whether it is a favourite. */
class AtollStar extends LitElement {
  static override properties = { page: {} }
  static override styles = css`
    button {
      display: grid;
      place-items: center;
      width: 28px;
      height: 28px;
      padding: 0;
      border: 0;
      border-radius: 8px;
      background: none;
      color: var(--atoll-muted);
    }
    @media (pointer: coarse) {
      button {
        width: 36px;
        height: 36px;
      }
    }
    button:hover {
      background: var(--atoll-hover);
      color: var(--atoll-text);
    }
    button:focus-visible {
      outline: 2px solid var(--atoll-focus);
      outline-offset: -1px;
    }
    [aria-pressed='true'] {
      color: var(--atoll-star);
    }
    [aria-pressed='true'] svg {
      fill: currentColor;
    }
  `
  declare page: string

  override connectedCallback(): void {
    super.connectedCallback()
    favourites.addEventListener('change', this.onChange)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    favourites.removeEventListener('change', this.onChange)
  }

  override render(): TemplateResult {
    const on = favourites.has(this.page)
    return html`<button
      type="button"
      aria-pressed=${on}
      aria-label=${word('favourites.one')}
      title="${favouriteWords(this.page)} (${caps(notation(shortcuts.favourite)).join(' ')})"
      @click=${() => favourites.toggle(this.page)}
    >
      ${icon('star')}
    </button>`
  }

  private readonly onChange = (): void => {
    this.requestUpdate()
  }
}

customElements.define('atoll-star', AtollStar)
