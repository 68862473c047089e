import { LitElement, type TemplateResult, css, html, svg } from 'lit'

/** Drawn on a square of 16, strokes of 1.5, in the colour of the text beside them. */
const shapes: Readonly<Record<string, TemplateResult>> = {
  page: svg`<path d="M4 2.75h5.2L12.25 6v7.25H4z"/><path d="M6.3 8.4h3.7M6.3 10.8h3.7"/>`,
  unknown: svg`<path d="M4 2.75h5.2L12.25 6v7.25H4z"/><path d="M6.9 8.1c.2-.8 2.4-.9 2.4.4 0 .9-1.2.9-1.2 1.7M8.1 11.6v.1"/>`,
  chevron: svg`<path d="m6.25 4.25 3.5 3.75-3.5 3.75"/>`,
  updown: svg`<path d="m5.5 6.25 2.5-2.5 2.5 2.5M5.5 9.75l2.5 2.5 2.5-2.5"/>`,
  plus: svg`<path d="M8 3.25v9.5M3.25 8h9.5"/>`,
  more: svg`<path d="M3.75 8h.01M8 8h.01M12.25 8h.01" stroke-width="2"/>`,
  search: svg`<circle cx="7" cy="7" r="3.75"/><path d="m9.9 9.9 3.1 3.1"/>`,
  trash: svg`<path d="M2.9 4.5h10.2M6.2 4.3V2.9h3.6v1.4M4.2 4.6l.6 8.5h6.4l.6-8.5M6.8 7.2v3.4M9.2 7.2v3.4"/>`,
  inbox: svg`<path d="M2.5 9.2 4.6 3.5h6.8l2.1 5.7v3.3h-11zM2.6 9.2h3.2c.2 1.2 1 1.8 2.2 1.8s2-.6 2.2-1.8h3.2"/>`,
  at: svg`<circle cx="8" cy="8" r="2.4"/><path d="M10.4 5.6v3.2c0 1.9 2.9 1.6 2.9-.9A5.3 5.3 0 1 0 11 12.4"/>`,
  comment: svg`<path d="M2.75 3.5h10.5v7.5H8.4l-2.9 2.4V11H2.75z"/>`,
  sidebar: svg`<rect x="2.25" y="3" width="11.5" height="10" rx="2"/><path d="M6.25 3.2v9.6"/>`,
  share: svg`<circle cx="6" cy="5.6" r="2.4"/><path d="M1.9 12.9c.3-2.5 2-3.8 4.1-3.8 1 0 1.9.3 2.6.9M12 8.6v4.8M9.6 11h4.8"/>`,
  join: svg`<path d="M9.5 3h3.2v10H9.5M2.8 8h6.4M6.6 5.2 9.4 8l-2.8 2.8"/>`,
  wide: svg`<path d="M2.5 3.5v9M13.5 3.5v9M4.75 8h6.5M6.6 6 4.6 8l2 2M9.4 6l2 2-2 2"/>`,
  smile: svg`<circle cx="8" cy="8" r="5.4"/><path d="M5.8 9.4c.9 1.5 3.5 1.5 4.4 0M6.2 6.4v.1M9.8 6.4v.1"/>`,
  picture: svg`<rect x="2.5" y="3.25" width="11" height="9.5" rx="1.6"/><path d="m3 11 3.2-3.2 2.3 2.3 1.6-1.6L13 11M9.9 6.1h.01"/>`,
  print: svg`<path d="M4.5 6V2.75h7V6M4.5 11.5H2.5V6.2h11v5.3h-2M4.5 9.25h7v4h-7z"/>`,
  download: svg`<path d="M8 2.75v7.5M4.75 7.1 8 10.3l3.25-3.2M2.75 13.1h10.5"/>`,
  upload: svg`<path d="M8 10.4V2.9M4.75 6 8 2.8 11.25 6M2.75 13.1h10.5"/>`,
  rename: svg`<path d="m3.2 12.8.6-2.7 6.7-6.7 2.1 2.1-6.7 6.7zM9.2 4.7l2.1 2.1"/>`,
  link: svg`<path d="M6.7 9.3a2.4 2.4 0 0 0 3.4 0l2.2-2.2a2.4 2.4 0 0 0-3.4-3.4l-.9.9M9.3 6.7a2.4 2.4 0 0 0-3.4 0L3.7 8.9a2.4 2.4 0 0 0 3.4 3.4l.9-.9"/>`,
  open: svg`<path d="M9.2 3h3.8v3.8M12.8 3.2 7.6 8.4M7 3.75H3.75v8.5h8.5V9"/>`,
  keyboard: svg`<rect x="1.75" y="4" width="12.5" height="8" rx="1.75"/><path d="M4.4 6.7h.01M6.8 6.7h.01M9.2 6.7h.01M11.6 6.7h.01M5 9.5h6"/>`,
  star: svg`<path d="m8 2.4 1.7 3.5 3.9.5-2.9 2.7.7 3.8L8 11.1l-3.4 1.8.7-3.8-2.9-2.7 3.9-.5z"/>`,
  check: svg`<path d="m3.5 8.4 3 3 6-6.6"/>`,
  close: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
  restore: svg`<path d="M3 3.5v3.4h3.4M3.3 6.7A5 5 0 1 1 3.1 9"/>`,
  up: svg`<path d="M8 12.75v-9.5M4.25 7 8 3.25 11.75 7"/>`,
  down: svg`<path d="M8 3.25v9.5M4.25 9 8 12.75 11.75 9"/>`,
  left: svg`<path d="M12.75 8h-9.5M7 4.25 3.25 8 7 11.75"/>`,
  right: svg`<path d="M3.25 8h9.5M9 4.25 12.75 8 9 11.75"/>`,
  workspace: svg`<ellipse cx="8" cy="8" rx="5.5" ry="4.6"/><path d="M8 10.4c-1.6 0-2.7-1-2.7-2.3S6.5 5.7 8 5.7"/>`,
  outline: svg`<path d="M2.75 4h10.5M5.25 8h8M7.75 12h5.5"/>`,
  copy: svg`<rect x="5.5" y="5.5" width="7.5" height="7.5" rx="1.6"/><path d="M10.4 3.4A1.6 1.6 0 0 0 9 3H4.6A1.6 1.6 0 0 0 3 4.6V9c0 .6.2 1 .5 1.3"/>`,
  relay: svg`<rect x="2" y="2.75" width="12" height="4.5" rx="1.2"/><rect x="2" y="8.75" width="12" height="4.5" rx="1.2"/><path d="M4.75 5h.01M4.75 11h.01"/>`,
  device: svg`<rect x="3" y="3.5" width="10" height="7" rx="1.2"/><path d="M1.75 12.75h12.5"/>`,
  key: svg`<circle cx="5.2" cy="10.6" r="2.7"/><path d="M7.2 8.7 13 2.9M11.2 4.8l1.7 1.7M9.4 6.6l1.3 1.3"/>`,
  person: svg`<circle cx="8" cy="5.6" r="2.6"/><path d="M3 13.2c.4-2.6 2.4-3.9 5-3.9s4.6 1.3 5 3.9"/>`,
}

export function icon(name: string): TemplateResult {
  return html`<svg
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.4"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shapes[name] ?? shapes['unknown']}
  </svg>`
}

/** The sign that somebody gave a page, else one of our icons. */
export function pageIcon(sign: string, kind = 'page'): TemplateResult {
  return sign ? html`<span class="sign" aria-hidden="true">${sign}</span>` : icon(kind === 'page' ? 'page' : 'unknown')
}

/** `<atoll-icon name="trash">`: one of our icons where the instance builds the page. */
class AtollIcon extends LitElement {
  static override properties = { name: {} }
  static override styles = css`
    :host {
      display: inline-flex;
      flex: none;
      width: 16px;
      height: 16px;
    }
  `
  declare name: string

  override render(): TemplateResult {
    return icon(this.name)
  }
}

customElements.define('atoll-icon', AtollIcon)
