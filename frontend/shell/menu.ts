import { LitElement, type TemplateResult, css, html, nothing } from 'lit'
import { icon } from './icons.ts'
import { caps } from './keys.ts'

export interface MenuItem {
  readonly id: string
  readonly label: string
  readonly icon?: string
  /** A shortcut as `caps` takes it. */
  readonly keys?: string
  /** Set for one of several choices. */
  readonly checked?: boolean
  readonly danger?: boolean
  readonly disabled?: boolean
  /** A line above this item. */
  readonly divided?: boolean
}

export type Anchor = { readonly x: number; readonly y: number } | Element

/** Shows a menu; gives the chosen id, or undefined when it was left. The focus goes back to where it was. */
export function openMenu(anchor: Anchor, label: string, items: readonly MenuItem[]): Promise<string | undefined> {
  const menu = new AtollMenu()
  const before = focused()
  menu.label = label
  menu.items = items.filter(item => !item.disabled)
  menu.anchor = anchor
  document.body.append(menu)
  return new Promise(resolve => {
    menu.done = chosen => {
      menu.remove()
      before?.focus()
      resolve(chosen)
    }
  })
}

/** What has the focus, through shadow roots. */
export function focused(): HTMLElement | undefined {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at instanceof HTMLElement && at !== document.body ? at : undefined
}

class AtollMenu extends LitElement {
  static override properties = { items: { attribute: false }, active: { state: true } }
  static override styles = css`
    :host {
      position: fixed;
      inset: auto;
      margin: 0;
      padding: 5px;
      min-width: 208px;
      max-width: min(320px, calc(100vw - 16px));
      max-height: calc(100vh - 16px);
      overflow: auto;
      border: 1px solid var(--atoll-border);
      border-radius: 10px;
      background: var(--atoll-raised);
      color: var(--atoll-text);
      box-shadow: var(--atoll-shadow);
      font: var(--atoll-type-small);
    }
    [role] {
      display: flex;
      align-items: center;
      gap: 10px;
      padding: 6px 8px;
      border-radius: 6px;
      cursor: default;
      outline: none;
      user-select: none;
    }
    @media (pointer: coarse) {
      [role] {
        padding-block: 10px;
      }
    }
    [role].active {
      background: var(--atoll-hover);
    }
    [role].danger {
      color: var(--atoll-danger);
    }
    svg {
      color: var(--atoll-muted);
      flex: none;
    }
    .danger svg {
      color: inherit;
    }
    .check {
      width: 16px;
      height: 16px;
      margin-inline-start: auto;
    }
    .check svg {
      color: var(--atoll-accent);
    }
    .label {
      flex: 1;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    kbd {
      font: inherit;
      font-size: 12px;
      color: var(--atoll-muted);
    }
    hr {
      border: 0;
      border-top: 1px solid var(--atoll-border);
      margin: 5px -5px;
    }
  `
  declare items: readonly MenuItem[]
  declare active: number
  label = ''
  anchor: Anchor = { x: 0, y: 0 }
  done: (chosen: string | undefined) => void = () => {}
  private finished = false

  override connectedCallback(): void {
    super.connectedCallback()
    this.active = -1
    this.popover = 'auto'
    this.setAttribute('role', 'menu')
    this.setAttribute('aria-label', this.label)
    this.addEventListener('keydown', event => this.onKey(event))
    this.addEventListener('toggle', event => {
      if ((event as ToggleEvent).newState === 'closed') this.finish(undefined)
    })
  }

  override firstUpdated(): void {
    this.showPopover()
    this.place()
    this.activate(
      Math.max(
        0,
        this.items.findIndex(item => item.checked),
      ),
    )
  }

  override render(): TemplateResult[] {
    return this.items.map(
      (item, index) => html`
        ${item.divided && index > 0 ? html`<hr />` : nothing}
        <div
          role=${item.checked === undefined ? 'menuitem' : 'menuitemradio'}
          aria-checked=${item.checked ?? nothing}
          tabindex="-1"
          data-id=${item.id}
          class="${index === this.active ? 'active' : ''} ${item.danger ? 'danger' : ''}"
          @pointermove=${() => this.activate(index)}
          @click=${() => this.finish(item.id)}
        >
          ${item.icon ? icon(item.icon) : nothing}
          <span class="label">${item.label}</span>
          ${item.keys ? html`<kbd>${caps(item.keys).join(' ')}</kbd>` : nothing}
          ${item.checked ? html`<span class="check">${icon('check')}</span>` : nothing}
        </div>
      `,
    )
  }

  private activate(index: number): void {
    if (this.active === index) return
    this.active = index
    this.renderRoot.querySelectorAll<HTMLElement>('[role]')[index]?.focus()
  }

  private onKey(event: KeyboardEvent): void {
    const count = this.items.length
    const step: Readonly<Record<string, number>> = {
      ArrowDown: (this.active + 1) % count,
      ArrowUp: (this.active + count - 1) % count,
      Home: 0,
      End: count - 1,
    }
    const next = step[event.key]
    if (next !== undefined) this.activate(next)
    else if (event.key === 'Enter' || event.key === ' ') this.finish(this.items[this.active]?.id)
    else if (event.key === 'Escape' || event.key === 'Tab') this.finish(undefined)
    else if (!this.typeAhead(event)) return
    event.preventDefault()
    event.stopPropagation()
  }

  private typeAhead(event: KeyboardEvent): boolean {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false
    const letter = event.key.toLowerCase()
    const ordered = [...this.items.keys()].map(i => (this.active + 1 + i) % this.items.length)
    const found = ordered.find(i => this.items[i]!.label.toLowerCase().startsWith(letter))
    if (found !== undefined) this.activate(found)
    return true
  }

  private place(): void {
    const box = this.getBoundingClientRect()
    const at = this.anchor
    const rect = at instanceof Element ? at.getBoundingClientRect() : new DOMRect(at.x, at.y, 0, 0)
    const below = rect.bottom + 4 + box.height <= innerHeight - 8
    const top = below ? rect.bottom + 4 : Math.max(8, rect.top - box.height - 4)
    this.style.left = `${Math.max(8, Math.min(rect.left, innerWidth - box.width - 8))}px`
    this.style.top = `${Math.min(top, innerHeight - box.height - 8)}px`
  }

  private finish(chosen: string | undefined): void {
    if (this.finished) return
    this.finished = true
    this.done(chosen)
  }
}

customElements.define('atoll-menu', AtollMenu)
