import type { EditorState, Text } from '@codemirror/state'
import { ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { element } from '../popup/dom.ts'
import { whenIdle } from '../popup/idle.ts'

/** Wait for a pause in the writing of this many milliseconds: the whole page is read. */
const pause = 400

/** A run of letters and digits, held together by apostrophes and hyphens; each letter of a script without spaces. */
const words =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}])+(?:['’-](?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}])+)*/gu

interface Count {
  readonly words: number
  readonly characters: number
}

interface Count {
  readonly words: number
  readonly characters: number
}

/** Counts a line with each step, so that something else may be done in between. */
function* lineByLine(text: Text): Generator<undefined, Count> {
  let found = 0
  let characters = 0
  for (const line of text.iterLines()) {
    for (let at = 0; at < line.length; at++) if (!isLowHalf(line.charCodeAt(at))) characters++
    words.lastIndex = 0
    while (words.test(line)) found++
    yield
  }
  return { words: found, characters }
}

const isLowHalf = (unit: number) => unit >= 0xdc00 && unit < 0xe000

/** Words, and characters without breaks, as code points. */
export function counted(text: Text): Count {
  const lines = lineByLine(text)
  let step = lines.next()
  while (!step.done) step = lines.next()
  return step.value
}

/** What is counted: what is selected, if anything is, else the page. */
function countable({ doc, selection: { main } }: EditorState): { text: Text; selected: boolean } {
  return main.empty ? { text: doc, selected: false } : { text: doc.slice(main.from, main.to), selected: true }
}

/** What the line at the foot of the page says; nothing of an empty page. */
function said({ words, characters }: Count, selected: boolean): string {
  if (characters === 0) return ''
  const key = selected ? 'editor.count-selected' : 'editor.count'
  return word(key, words.toLocaleString('en'), characters.toLocaleString('en'))
}

export function countText(state: EditorState): string {
  const { text, selected } = countable(state)
  return said(counted(text), selected)
}

/** Says at the foot of the page how long it is. No key waits for that, and where nobody sees it nothing is counted. */
export const counting = ViewPlugin.define(view => {
  const dom = element('div', { class: 'atoll-count' })
  const unseen = matchMedia('(max-width: 900px)')
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop = () => {}
  const begin = () => {
    const { text, selected } = countable(view.state)
    const lines = lineByLine(text)
    stop = whenIdle(() => {
      const step = lines.next()
      if (step.done) dom.textContent = said(step.value, selected)
      return !step.done
    })
  }
  const soon = () => {
    clearTimeout(timer)
    stop()
    if (!unseen.matches) timer = setTimeout(begin, pause)
  }
  view.dom.append(dom)
  unseen.addEventListener('change', soon)
  soon()
  return {
    update: ({ docChanged, selectionSet, startState, state }: ViewUpdate) => {
      const selects = selectionSet && !(startState.selection.main.empty && state.selection.main.empty)
      if (docChanged || selects) soon()
    },
    destroy: () => {
      clearTimeout(timer)
      stop()
      unseen.removeEventListener('change', soon)
      dom.remove()
    },
  }
})
