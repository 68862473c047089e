import { LitElement, type TemplateResult, css, html } from 'lit'
import { icon } from './icons.ts'
import { caps, findKeys, notation, shortcuts } from './keys.ts'
import { type WordKey, word } from '../core/words.ts'

const groups: readonly (readonly [title: WordKey, entries: readonly (readonly [key: WordKey, keys: string])[]])[] = [
  [
    'help.anywhere',
    [
      ['help.anywhere.palette', notation(shortcuts.palette)],
      ['help.anywhere.new-page', notation(shortcuts['new-page'])],
      ['help.anywhere.sidebar', notation(shortcuts.sidebar)],
      ['help.anywhere.parts', 'F6'],
      ['help.anywhere.help', notation(shortcuts.help)],
    ],
  ],
  [
    'help.tree',
    [
      ['help.tree.open', 'enter'],
      ['help.tree.rename', 'F2'],
      ['help.tree.shift', 'alt+up'],
      ['help.tree.nest', 'alt+right'],
      ['help.tree.out', 'alt+left'],
      ['help.tree.trash', 'Del'],
      ['help.tree.find', 'A–Z'],
    ],
  ],
  [
    'help.page',
    [
      ['help.page.bold', 'mod+b'],
      ['help.page.italic', 'mod+i'],
      ['help.page.undo', 'mod+z'],
      ['help.page.slash', '/'],
      ['help.page.mention', '@'],
      ['help.page.comment', 'mod+alt+m'],
      ['help.page.block', 'Esc'],
      ['help.page.leave', 'Esc+Esc+Tab'],
      ['help.page.find', notation(findKeys.find)],
      ['help.page.replace', notation(findKeys.replace)],
      ['help.page.outline', notation(shortcuts.outline)],
      ['help.page.favourite', notation(shortcuts.favourite)],
      ['help.page.link', '[['],
      ['help.page.move', 'mod+shift+up'],
      ['help.page.heading', '#'],
      ['help.page.list', '-'],
      ['help.page.task', '[]'],
      ['help.page.toggle', '>>'],
    ],
  ],
]

/** What the keys do, for the person who asks. */
export class AtollHelp extends LitElement {
  static override styles = css`
    dialog {
      width: min(640px, calc(100vw - 24px));
      max-height: calc(100dvh - 24px);
      padding: 20px 24px 24px;
      border: 1px solid var(--atoll-border);
      border-radius: 14px;
      background: var(--atoll-raised);
      color: var(--atoll-text);
      box-shadow: var(--atoll-shadow-big);
      font: var(--atoll-type-small);
      box-sizing: border-box;
    }
    dialog::backdrop {
      background: var(--atoll-scrim);
    }
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
    }
    h2 {
      margin: 0;
      font-size: 17px;
      font-weight: 620;
    }
    button {
      display: grid;
      place-items: center;
      width: 28px;
      height: 28px;
      border: 0;
      border-radius: 7px;
      background: none;
      color: var(--atoll-muted);
    }
    button:hover {
      background: var(--atoll-hover);
    }
    button:focus-visible {
      outline: 2px solid var(--atoll-focus);
    }
    .columns {
      columns: 2 240px;
      column-gap: 36px;
    }
    section {
      break-inside: avoid;
      padding-top: 14px;
    }
    h3 {
      margin: 0 0 4px;
      font-size: 12px;
      font-weight: 550;
      color: var(--atoll-muted);
    }
    dl {
      display: grid;
      grid-template-columns: 1fr auto;
      margin: 0;
    }
    dt,
    dd {
      margin: 0;
      padding: 5px 0;
    }
    dd {
      display: flex;
      justify-content: flex-end;
      gap: 3px;
    }
    kbd {
      min-width: 12px;
      padding: 1px 5px;
      border: 1px solid var(--atoll-border);
      border-radius: 5px;
      font: inherit;
      font-size: 12px;
      text-align: center;
      color: var(--atoll-text-soft);
      background: var(--atoll-surface);
    }
  `

  show(): void {
    const dialog = this.renderRoot.querySelector('dialog')
    if (dialog && !dialog.open) {
      this.requestUpdate()
      dialog.showModal()
    }
  }

  override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="title" @click=${this.onBackdrop}>
        <header>
          <h2 id="title">${word('help.title')}</h2>
          <button type="button" aria-label=${word('close')} @click=${this.close}>${icon('close')}</button>
        </header>
        <div class="columns">${groups.map(([title, entries]) => this.group(title, entries))}</div>
      </dialog>
    `
  }

  private group(title: WordKey, entries: readonly (readonly [WordKey, string])[]): TemplateResult {
    return html`
      <section>
        <h3>${word(title)}</h3>
        <dl>
          ${entries.map(
            ([key, keys]) => html`
              <dt>${word(key)}</dt>
              <dd>${caps(keys).map(cap => html`<kbd>${cap}</kbd>`)}</dd>
            `,
          )}
        </dl>
      </section>
    `
  }

  private readonly close = (): void => {
    this.renderRoot.querySelector('dialog')?.close()
  }

  private readonly onBackdrop = (event: MouseEvent): void => {
    if (event.target === event.currentTarget) this.close()
  }
}

customElements.define('atoll-help', AtollHelp)
