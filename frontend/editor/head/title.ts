import { word } from '../../core/words.ts'

export interface TitleListener {
  written(title: string): void
  /** The caret leaves the title for the body. */
  left(): void
}

/** The title: one line that grows with its text. What others write appears unless it is being edited here. */
export class Title {
  readonly dom: HTMLElement
  readonly #field: HTMLTextAreaElement
  #remote = ''

  constructor(listener: TitleListener) {
    this.dom = document.createElement('div')
    this.dom.className = 'atoll-title-row'
    const field = document.createElement('textarea')
    field.className = 'atoll-title'
    field.rows = 1
    field.placeholder = word('untitled')
    field.setAttribute('aria-label', word('editor.title'))
    field.enterKeyHint = 'next'
    field.maxLength = 500
    this.#field = field
    this.dom.append(field)
    field.addEventListener('input', () => {
      const oneLine = field.value.replace(/\s*[\r\n]+\s*/g, ' ')
      if (oneLine !== field.value) field.value = oneLine
      this.#remote = oneLine
      this.#grow()
      listener.written(oneLine)
    })
    field.addEventListener('blur', () => this.#show(this.#remote))
    field.addEventListener('keydown', event => {
      if (event.isComposing) return
      const end = field.selectionStart === field.value.length && field.selectionEnd === field.value.length
      if (event.key === 'Enter' || (event.key === 'ArrowDown' && end)) {
        event.preventDefault()
        listener.left()
      }
    })
  }

  get value(): string {
    return this.#field.value
  }

  focus(): void {
    this.#field.focus()
    this.#field.setSelectionRange(this.value.length, this.value.length)
  }

  /** Empty until the title of another page is known. */
  reset(): void {
    this.#remote = ''
    this.#show('')
  }

  set(title: string): void {
    this.#remote = title
    if (!this.#field.matches(':focus')) this.#show(title)
  }

  set readOnly(readOnly: boolean) {
    this.#field.readOnly = readOnly
  }

  #show(title: string): void {
    if (this.#field.value === title) return
    this.#field.value = title
    this.#grow()
  }

  /** For browsers that do not size a field by its content themselves. */
  #grow(): void {
    if (CSS.supports('field-sizing', 'content')) return
    this.#field.style.height = 'auto'
    this.#field.style.height = `${this.#field.scrollHeight}px`
  }
}
