import { LitElement, type TemplateResult, css, html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { type Match, match } from './fuzzy.ts'
import { icon, pageIcon } from './icons.ts'
import { caps } from './keys.ts'
import { tree } from './model.ts'
import { titleOrUntitled, word } from '../core/words.ts'

/** Something that can be done, as the instance or the shell offers it. */
export interface Command {
  readonly id: string
  readonly title: string
  readonly icon: string
  /** A shortcut as `caps` takes it. */
  readonly keys?: string
  /** Other words that people may look for. */
  readonly also?: string
}

interface Entry {
  readonly id: string
  readonly kind: 'page' | 'command'
  readonly title: string
  readonly icon: string
  /** The page's own. */
  readonly sign: string
  readonly keys: string
  readonly under: string
  readonly match: Match
}

const mostEntries = 50
const mostRecent = 6

/** The palette of Ctrl+K: pages by title, and everything that can be done. */
export class AtollPalette extends LitElement {
  static override properties = {
    query: { state: true },
    active: { state: true },
    entries: { state: true },
  }
  static override styles = css`
    dialog {
      width: min(600px, calc(100vw - 24px));
      max-height: min(460px, calc(100dvh - 24px));
      margin: min(14vh, 120px) auto auto;
      padding: 0;
      overflow: hidden;
      border: 1px solid var(--atoll-border);
      border-radius: 14px;
      background: var(--atoll-raised);
      color: var(--atoll-text);
      box-shadow: var(--atoll-shadow-big);
      font: var(--atoll-type);
    }
    dialog[open] {
      display: flex;
      flex-direction: column;
    }
    dialog::backdrop {
      background: var(--atoll-scrim);
    }
    .field {
      display: flex;
      align-items: center;
      gap: 10px;
      padding: 0 16px;
      border-bottom: 1px solid var(--atoll-border);
      color: var(--atoll-muted);
    }
    input {
      flex: 1;
      height: 50px;
      min-width: 0;
      border: 0;
      outline: 0;
      background: none;
      font: inherit;
      font-size: 16px;
      color: var(--atoll-text);
    }
    input::placeholder {
      color: var(--atoll-muted);
    }
    [role='listbox'] {
      overflow: auto;
      padding: 6px;
      scrollbar-width: thin;
      scrollbar-color: var(--atoll-border-strong) transparent;
    }
    [role='option'] {
      display: flex;
      align-items: center;
      gap: 10px;
      min-height: 36px;
      padding: 0 10px;
      border-radius: 8px;
      cursor: default;
    }
    [role='option'][aria-selected='true'] {
      background: var(--atoll-selected);
    }
    svg {
      flex: none;
      color: var(--atoll-muted);
    }
    .sign {
      flex: none;
      width: 16px;
      font-size: 14px;
      line-height: 1;
      text-align: center;
    }
    .title {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .title b {
      font-weight: 650;
      color: var(--atoll-accent-text);
    }
    .under {
      flex: 1;
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      font-size: 13px;
      color: var(--atoll-muted);
    }
    .keys {
      display: flex;
      gap: 3px;
      margin-inline-start: auto;
    }
    kbd {
      min-width: 12px;
      padding: 1px 5px;
      border: 1px solid var(--atoll-border);
      border-radius: 5px;
      font: inherit;
      font-size: 12px;
      text-align: center;
      color: var(--atoll-muted);
      background: var(--atoll-surface);
    }
    h2 {
      margin: 8px 10px 4px;
      font-size: 12px;
      font-weight: 550;
      color: var(--atoll-muted);
    }
    .none {
      margin: 14px 12px 16px;
      color: var(--atoll-muted);
    }
  `

  declare query: string
  declare active: number
  declare entries: readonly Entry[]
  commands: readonly Command[] = []
  recent: readonly string[] = []
  current = ''

  constructor() {
    super()
    this.query = ''
    this.active = 0
    this.entries = []
  }

  show(): void {
    const dialog = this.renderRoot.querySelector('dialog')
    if (!dialog || dialog.open) return
    this.search('')
    dialog.showModal()
    this.renderRoot.querySelector('input')?.focus()
  }

  override render(): TemplateResult {
    const chosen = this.entries[this.active]
    return html`
      <dialog
        aria-label=${word('palette.label')}
        closedby="any"
        @click=${this.onBackdrop}
        @close=${() => (this.entries = [])}
      >
        <div class="field">
          ${icon('search')}
          <input
            role="combobox"
            aria-expanded="true"
            aria-controls="entries"
            aria-activedescendant=${chosen ? entryId(chosen) : nothing}
            aria-label=${word('palette.label')}
            placeholder=${word('palette.placeholder')}
            autocomplete="off"
            spellcheck="false"
            .value=${this.query}
            @input=${(event: InputEvent) => this.search((event.target as HTMLInputElement).value)}
            @keydown=${this.onKey}
          />
        </div>
        <div role="listbox" id="entries" aria-label=${word('palette.results')}>
          ${repeat(this.entries, entryId, (entry, index) => this.entry(entry, index))}
          ${this.entries.length === 0 ? html`<p class="none">${word('palette.none')}</p>` : nothing}
        </div>
      </dialog>
    `
  }

  private entry(entry: Entry, index: number): TemplateResult {
    const before = this.entries[index - 1]
    const heads = this.query === '' && before?.kind !== entry.kind
    return html`
      ${heads ? html`<h2 role="presentation">${word(`palette.${entry.kind}s`)}</h2>` : nothing}
      <div
        role="option"
        id=${entryId(entry)}
        aria-selected=${index === this.active}
        @pointermove=${() => (this.active = index)}
        @click=${() => this.choose(entry)}
      >
        ${entry.sign ? pageIcon(entry.sign) : icon(entry.icon)}
        <span class="title">${marked(entry.title, entry.match.at)}</span>
        <span class="under">${entry.under}</span>
        ${entry.keys ? html`<span class="keys">${caps(entry.keys).map(key => html`<kbd>${key}</kbd>`)}</span>` : nothing}
      </div>
    `
  }

  private search(query: string): void {
    this.query = query
    this.active = 0
    this.entries = query.trim() === '' ? [...this.recentPages(), ...this.allCommands()] : this.found(query)
    void this.updateComplete.then(() => this.renderRoot.querySelector('[role=listbox]')?.scrollTo(0, 0))
  }

  private found(query: string): Entry[] {
    const found: Entry[] = []
    for (const id of tree.ids()) {
      const answer = match(query, titleOrUntitled(tree.title(id)))
      if (answer) found.push(page(id, { ...answer, score: answer.score + this.recency(id) }))
    }
    for (const command of this.commands) {
      const answer = match(query, command.title)
      const also = answer ? undefined : match(query, command.also ?? '')
      if (answer) found.push(entryOf(command, answer))
      else if (also && also.score >= 1000) found.push(entryOf(command, { score: also.score - 200, at: [] }))
    }
    return found.sort((a, b) => b.match.score - a.match.score || a.title.length - b.title.length).slice(0, mostEntries)
  }

  private recency(id: string): number {
    const index = this.recent.indexOf(id)
    return index < 0 ? 0 : 20 - Math.min(index, 15)
  }

  private recentPages(): Entry[] {
    return this.recent
      .filter(id => id !== this.current && tree.has(id))
      .slice(0, mostRecent)
      .map(id => page(id, { score: 0, at: [] }))
  }

  private allCommands(): Entry[] {
    return this.commands.map(command => entryOf(command, { score: 0, at: [] }))
  }

  private choose(entry: Entry): void {
    this.renderRoot.querySelector('dialog')?.close()
    const type = entry.kind === 'page' ? 'atoll-open' : 'atoll-run'
    this.dispatchEvent(new CustomEvent(type, { detail: entry.id }))
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    const count = this.entries.length
    const chosen = this.entries[this.active]
    if (event.key === 'ArrowDown') this.activate((this.active + 1) % Math.max(1, count))
    else if (event.key === 'ArrowUp') this.activate((this.active + count - 1) % Math.max(1, count))
    else if (event.key === 'Enter' && chosen) this.choose(chosen)
    else return
    event.preventDefault()
  }

  private activate(index: number): void {
    this.active = index
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
    })
  }

  private readonly onBackdrop = (event: MouseEvent): void => {
    const dialog = event.currentTarget as HTMLDialogElement
    if (event.target === dialog) dialog.close()
  }
}

function page(id: string, answer: Match): Entry {
  const under = tree
    .above(id)
    .reverse()
    .map(each => titleOrUntitled(tree.title(each)))
    .join(' / ')
  const title = titleOrUntitled(tree.title(id))
  return { id, kind: 'page', title, icon: 'page', sign: tree.icon(id), keys: '', under, match: answer }
}

function entryOf(command: Command, answer: Match): Entry {
  const { id, title, icon, keys = '' } = command
  return { id, kind: 'command', title, icon, sign: '', keys, under: '', match: answer }
}

function entryId(entry: Entry): string {
  return `${entry.kind}-${entry.id}`
}

function marked(title: string, at: readonly number[]): (string | TemplateResult)[] {
  const places = new Set(at)
  const parts: (string | TemplateResult)[] = []
  let from = 0
  while (from < title.length) {
    let to = from
    while (to < title.length && places.has(to) === places.has(from)) to++
    const part = title.slice(from, to)
    parts.push(places.has(from) ? html`<b>${part}</b>` : part)
    from = to
  }
  return parts
}

customElements.define('atoll-palette', AtollPalette)
