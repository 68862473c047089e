import { Decoration, EditorView, WidgetType } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { toggleCheckedAt } from '../document/commands.ts'

const isCheckbox = (target: EventTarget | null): target is HTMLInputElement =>
  target instanceof HTMLInputElement && target.classList.contains('atoll-check')

class Checkbox extends WidgetType {
  readonly checked: boolean
  readonly disabled: boolean

  constructor(checked: boolean, disabled: boolean) {
    super()
    this.checked = checked
    this.disabled = disabled
  }

  override eq(other: Checkbox): boolean {
    return other.checked === this.checked && other.disabled === this.disabled
  }

  toDOM(): HTMLElement {
    const box = document.createElement('input')
    box.type = 'checkbox'
    box.className = 'atoll-check'
    box.tabIndex = -1
    box.setAttribute('aria-label', word('editor.task-done'))
    this.#set(box)
    return box
  }

  override updateDOM(dom: HTMLElement): boolean {
    if (!isCheckbox(dom)) return false
    this.#set(dom)
    return true
  }

  #set(box: HTMLInputElement) {
    box.checked = this.checked
    box.disabled = this.disabled
  }

  override ignoreEvent(): boolean {
    return false
  }
}

const boxes = new Map<string, Decoration>()

/** The box of a task. */
export function checkbox(checked: boolean, disabled: boolean): Decoration {
  const key = `${checked}${disabled}`
  let decoration = boxes.get(key)
  if (!decoration) {
    decoration = Decoration.widget({ widget: new Checkbox(checked, disabled), side: -1 })
    boxes.set(key, decoration)
  }
  return decoration
}

export const checking = EditorView.domEventHandlers({
  mousedown(event) {
    // The checkbox takes the click, and the caret stays where it is.
    if (isCheckbox(event.target)) event.preventDefault()
  },
  click(event, view) {
    if (!isCheckbox(event.target)) return false
    event.preventDefault()
    if (!view.state.readOnly) toggleCheckedAt(view, view.state.doc.lineAt(view.posAtDOM(event.target)).from)
    return true
  },
})
