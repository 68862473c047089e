import type { EditorView } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { element } from './dom.ts'
import { showFloat } from './float.ts'

export interface Question {
  readonly label: string
  /** The place in the text that it is about. */
  readonly at: number
  readonly value: string
  readonly done: (text: string) => void
}

/** Asks for a line of text beside a place; it goes when it loses the focus. Enter answers, Escape and leaving it do not. */
export function askText(view: EditorView, { label, at, value, done }: Question): void {
  const field = element('input', { type: 'text', placeholder: label, 'aria-label': label, maxlength: '1000' })
  field.value = value
  const button = element('button', { type: 'button', class: 'atoll-apply' }, word('editor.link-apply'))
  const dom = element('div', { class: 'atoll-link-panel atoll-float atoll-block-menu' }, field, button)
  const apply = () => {
    view.focus()
    done(field.value.trim())
  }
  button.addEventListener('click', apply)
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter') apply()
    else if (event.key === 'Escape') view.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  showFloat(view, dom, at)
  field.select()
}
