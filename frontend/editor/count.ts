import type { EditorState } from '@codemirror/state'
import { ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { word } from '../core/words.ts'
import { element } from './dom.ts'

/** Wait for a pause in the writing of this many milliseconds: a long page is read as a whole. */
const pause = 400

/** A run of letters and digits, held together by apostrophes and hyphens; each letter of a script without spaces. */
const words =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}])+(?:['’-](?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}])+)*/gu

/** Words, and characters without breaks, as code points. */
export function counted(text: string): { words: number; characters: number } {
  let characters = 0
  for (const letter of text) if (letter !== '\n') characters++
  return { words: text.match(words)?.length ?? 0, characters }
}

/** What the line at the foot of the page says: of the selection, if there is one, else of the page; nothing of an empty page. */
export function countText(state: EditorState): string {
  const { from, to, empty } = state.selection.main
  const count = counted(empty ? state.doc.toString() : state.sliceDoc(from, to))
  if (count.characters === 0) return ''
  const key = empty ? 'editor.count' : 'editor.count-selected'
  return word(key, count.words.toLocaleString('en'), count.characters.toLocaleString('en'))
}

/** Says at the foot of the page how long it is. */
export const counting = ViewPlugin.define(view => {
  const dom = element('div', { class: 'atoll-count' })
  let timer: ReturnType<typeof setTimeout> | undefined
  const show = () => {
    timer = undefined
    dom.textContent = countText(view.state)
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(show, pause)
  }
  view.dom.append(dom)
  soon()
  return {
    update: ({ docChanged, selectionSet, startState, state }: ViewUpdate) => {
      const selects = selectionSet && !(startState.selection.main.empty && state.selection.main.empty)
      if (docChanged || selects) soon()
    },
    destroy: () => {
      clearTimeout(timer)
      dom.remove()
    },
  }
})
