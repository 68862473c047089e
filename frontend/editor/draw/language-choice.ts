import { Decoration, type EditorView, WidgetType } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { Edit, blockAt, blockNumber } from '../document/blocks.ts'
import { make } from '../document/commands.ts'
import { element } from '../popup/dom.ts'
import { knownLanguage, languages } from '../document/languages.ts'

/** At the top of code: what language it is in, to be chosen. */
class LanguageChoice extends WidgetType {
  readonly language: string

  constructor(language: string) {
    super()
    this.language = language
  }

  override eq(other: LanguageChoice): boolean {
    return other.language === this.language
  }

  toDOM(view: EditorView): HTMLElement {
    const known = knownLanguage(this.language)
    const option = (value: string, name: string, selected: boolean) => element('option', { value, selected }, name)
    const choice = element('select', { 'aria-label': word('editor.language') })
    choice.append(option('', word('editor.plain-code'), this.language === ''))
    if (this.language && !known) choice.append(option(this.language, this.language, true))
    for (const each of languages) choice.append(option(each.also[0]!, each.name, each === known))
    choice.disabled = view.state.readOnly
    choice.addEventListener('change', () => {
      setLanguage(view, view.posAtDOM(choice), choice.value)
      view.focus()
    })
    return element('span', { class: 'atoll-language' }, choice)
  }

  override ignoreEvent(): boolean {
    return true
  }
}

function setLanguage(view: EditorView, position: number, value: string): void {
  const { line, attributes } = blockAt(view.state, position)
  const edit = new Edit()
  for (let n = line.number; ; n++) {
    const block = blockNumber(view.state, n)
    if (block?.type !== 'code' || block.attributes.language !== attributes.language) break
    edit.block(block.line.from, { language: value || null })
  }
  make(view, edit.done(), undefined, 'input.format')
}

const choices = new Map<string, Decoration>()

export function languageChoice(language: unknown): Decoration {
  const name = typeof language === 'string' ? language : ''
  let decoration = choices.get(name)
  if (!decoration) {
    decoration = Decoration.widget({ widget: new LanguageChoice(name), side: -1 })
    choices.set(name, decoration)
  }
  return decoration
}
