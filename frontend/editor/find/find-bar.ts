import type { Extension } from '@codemirror/state'
import { type EditorView, type Panel, ViewPlugin, type ViewUpdate, showPanel } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { findKeys, matches } from '../../shell/keys.ts'
import { element, icon, icons } from '../popup/dom.ts'
import {
  closeFind,
  currentMatch,
  findField,
  look,
  mostMatches,
  nextMatch,
  openFind,
  previousMatch,
  replaceAll,
  replaceMatch,
} from './find.ts'

/** The bar at the top of the page that looks for text and replaces it. */
class FindBar implements Panel {
  readonly dom = element('div', { class: 'atoll-float atoll-find', role: 'search', 'aria-label': word('editor.find') })
  readonly top = true
  readonly #view: EditorView
  readonly #text = field(word('editor.find'))
  readonly #instead = field(word('editor.find.instead'))
  readonly #count = element('span', { class: 'atoll-find-count', role: 'status' })
  readonly #matchCase = element('button', { type: 'button', title: word('editor.find.case') }, 'Aa')
  readonly #wholeWord = element('button', { type: 'button', title: word('editor.find.whole-word') }, '|ab|')
  readonly #second = element('div', { class: 'atoll-find-row' })

  constructor(view: EditorView) {
    this.#view = view
    const previous = button(word('editor.find.previous'), icons.up, () => previousMatch(view))
    const next = button(word('editor.find.next'), icons.down, () => nextMatch(view))
    const close = button(word('close'), icons.clear, () => this.#close())
    const first = element('div', { class: 'atoll-find-row' }, this.#text, this.#count)
    first.append(this.#matchCase, this.#wholeWord, previous, next, close)
    const one = element('button', { type: 'button' }, word('editor.find.replace'))
    const all = element('button', { type: 'button' }, word('editor.find.replace-all'))
    this.#second.append(this.#instead, one, all)
    this.dom.append(first, this.#second)
    this.#text.addEventListener('input', () => look(view, { text: this.#text.value }))
    this.#matchCase.addEventListener('click', () => look(view, { matchCase: !this.#wanted.matchCase }))
    this.#wholeWord.addEventListener('click', () => look(view, { wholeWord: !this.#wanted.wholeWord }))
    one.addEventListener('click', () => replaceMatch(view, this.#instead.value))
    all.addEventListener('click', () => replaceAll(view, this.#instead.value))
    this.dom.addEventListener('keydown', event => this.#key(event))
    this.#show()
  }

  get #wanted() {
    return this.#view.state.field(findField).wanted
  }

  update({ state, startState, selectionSet }: ViewUpdate): void {
    if (selectionSet || state.field(findField) !== startState.field(findField)) this.#show()
  }

  #show() {
    const { state } = this.#view
    const { matches, replacing, wanted } = state.field(findField)
    if (this.#text.value !== wanted.text) this.#text.value = wanted.text
    this.#second.hidden = !replacing || state.readOnly
    this.#matchCase.setAttribute('aria-pressed', String(wanted.matchCase))
    this.#wholeWord.setAttribute('aria-pressed', String(wanted.wholeWord))
    this.#count.textContent = wanted.text === '' ? '' : this.#counted(matches.length, currentMatch(state))
  }

  #counted(count: number, current: number): string {
    if (count === 0) return word('editor.find.none')
    const all = count < mostMatches ? String(count) : `${count}+`
    return current < 0 ? all : word('editor.find.count', current + 1, all)
  }

  #key(event: KeyboardEvent) {
    if (event.isComposing) return
    if (event.key === 'Escape') this.#close()
    else if (event.key === 'Enter' && event.target === this.#text) {
      if (event.shiftKey) previousMatch(this.#view)
      else nextMatch(this.#view)
    } else if (event.key === 'Enter' && event.target === this.#instead) replaceMatch(this.#view, this.#instead.value)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #close() {
    closeFind(this.#view)
    this.#view.focus()
  }
}

function field(label: string): HTMLInputElement {
  return element('input', { type: 'text', 'aria-label': label, placeholder: label, spellcheck: 'false' })
}

function button(label: string, path: string, run: () => void): HTMLButtonElement {
  const result = element('button', { type: 'button', 'aria-label': label, title: label }, icon(path))
  result.addEventListener('click', run)
  return result
}

/** The keys work in the title, in cells and in the bar as well as in the text. */
const onKeys = ViewPlugin.define(view => {
  const onKey = (event: KeyboardEvent) => {
    const replacing = matches(event, findKeys.replace)
    if (!replacing && !matches(event, findKeys.find)) return
    event.preventDefault()
    event.stopPropagation()
    openFind(replacing || view.state.field(findField).replacing)(view)
    const input = view.dom.querySelector<HTMLInputElement>('.atoll-find input')
    input?.focus()
    input?.select()
  }
  view.dom.addEventListener('keydown', onKey, true)
  return { destroy: () => view.dom.removeEventListener('keydown', onKey, true) }
})

const bar = (view: EditorView): Panel => new FindBar(view)

/** Looking for text in the page, and replacing it. */
export const finding: Extension = [
  findField,
  onKeys,
  showPanel.compute([findField], state => (state.field(findField).open ? bar : null)),
]
