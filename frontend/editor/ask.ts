import type { EditorView } from '@codemirror/view'
import { word } from '../core/words.ts'
import { element } from './dom.ts'

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
  dom.addEventListener('focusout', event => {
    if (!dom.contains(event.relatedTarget as Node | null)) dom.remove()
  })
  view.dom.append(dom)
  const frame = view.dom.getBoundingClientRect()
  const place = view.coordsAtPos(Math.min(at, view.state.doc.length))
  dom.style.left = `${Math.max(8, Math.min((place?.left ?? 0) - frame.left, frame.width - dom.offsetWidth - 8))}px`
  dom.style.top = `${Math.max(8, Math.min((place?.bottom ?? 0) - frame.top + 4, frame.height - dom.offsetHeight - 8))}px`
  field.select()
}
