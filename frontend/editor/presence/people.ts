import { EditorView } from '@codemirror/view'
import type { Caret } from '../../core/messages.ts'
import { word } from '../../core/words.ts'
import { colorClass } from './carets.ts'
import { element } from '../popup/dom.ts'

const most = 5

/** Who has the caret in this page now. A click follows a person until one moves oneself. */
export class People {
  readonly dom = element('div', { class: 'atoll-people', role: 'group', 'aria-label': word('people.here') })
  readonly #view: () => EditorView | undefined
  #carets: readonly Caret[] = []
  #followed: string | undefined
  #shown = ''

  constructor(view: () => EditorView | undefined) {
    this.#view = view
  }

  /** The person's own gestures end the following. */
  readonly extension = EditorView.domEventObservers({
    wheel: () => this.#follow(undefined),
    mousedown: () => this.#follow(undefined),
    keydown: () => this.#follow(undefined),
    touchmove: () => this.#follow(undefined),
  })

  show(carets: readonly Caret[]): void {
    this.#carets = carets
    if (this.#followed && !carets.some(({ id }) => id === this.#followed)) this.#followed = undefined
    this.#draw()
    this.#scroll()
  }

  #follow(id: string | undefined): void {
    if (this.#followed === id) return
    this.#followed = id
    this.#draw()
    this.#scroll()
  }

  #draw(): void {
    const shown = JSON.stringify([this.#followed, ...this.#carets.map(({ id, name }) => [id, name])])
    // Carets move with every key; the faces are drawn anew only where others come, go or are followed.
    if (shown === this.#shown) return
    this.#shown = shown
    const faces = this.#carets.slice(0, most).map(caret => this.#face(caret))
    const more = this.#carets.length - most
    this.dom.replaceChildren(...faces, ...(more > 0 ? [element('span', {}, `+${more}`)] : []))
  }

  #face(caret: Caret): HTMLElement {
    const { id, name } = caret
    const followed = id === this.#followed
    const label = word(followed ? 'people.unfollow' : 'people.follow', name)
    const face = element(
      'button',
      {
        type: 'button',
        class: `atoll-face ${colorClass(caret)}`,
        title: label,
        'aria-label': label,
        'aria-pressed': String(followed),
      },
      initials(name),
    )
    face.addEventListener('click', () => this.#follow(this.#followed === id ? undefined : id))
    return face
  }

  #scroll(): void {
    const view = this.#view()
    const caret = this.#carets.find(({ id }) => id === this.#followed)
    if (!view || !caret) return
    const position = Math.min(caret.head, view.state.doc.length)
    view.dispatch({ effects: EditorView.scrollIntoView(position, { y: 'center' }) })
  }
}

/** Up to two letters, whole ones, whatever script they are of. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const picked = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return picked.map(each => String.fromCodePoint(each.codePointAt(0)!).toUpperCase()).join('') || '?'
}
