import { word } from '../../core/words.ts'
import { element } from '../popup/dom.ts'
import { type Emoji, emoji, findEmoji } from './emoji.ts'

const columns = 9

/**
 * Lets the person choose a sign below an element: by the pointer, by words, by arrows and Enter, or by typing the sign
 * itself. Escape and a click elsewhere leave it.
 *
 * @param chosen gets the sign; empty where the one that is there goes
 */
export function pickEmoji(anchor: HTMLElement, present: boolean, chosen: (sign: string) => void): void {
  const grid = element('div', {
    role: 'listbox',
    id: 'atoll-emoji-grid',
    class: 'atoll-emoji-grid',
    'aria-label': word('emoji.title'),
  })
  const field = element('input', {
    type: 'text',
    role: 'combobox',
    'aria-controls': 'atoll-emoji-grid',
    'aria-expanded': 'true',
    'aria-label': word('emoji.search'),
    placeholder: word('emoji.search'),
    autocomplete: 'off',
    spellcheck: 'false',
  })
  const remove = element('button', { type: 'button' }, word('emoji.remove'))
  const head = element('div', { class: 'atoll-emoji-head' }, field, ...(present ? [remove] : []))
  const dom = element(
    'div',
    { class: 'atoll-emoji', popover: 'auto', role: 'dialog', 'aria-label': word('emoji.title') },
    head,
    grid,
  )
  let options: HTMLElement[] = []
  let selected = 0

  const take = (sign: string) => {
    dom.hidePopover()
    chosen(sign)
  }
  const select = (index: number) => {
    options[selected]?.setAttribute('aria-selected', 'false')
    selected = Math.max(0, Math.min(index, options.length - 1))
    const option = options[selected]
    option?.setAttribute('aria-selected', 'true')
    option?.scrollIntoView({ block: 'nearest' })
    if (option) field.setAttribute('aria-activedescendant', option.id)
    else field.removeAttribute('aria-activedescendant')
  }
  const option = ({ sign, words }: Emoji) => {
    const result = element(
      'div',
      {
        role: 'option',
        id: `atoll-emoji-${options.length}`,
        title: words,
        'aria-label': words,
        'aria-selected': 'false',
      },
      sign,
    )
    options.push(result)
    return result
  }
  const show = () => {
    options = []
    const rows: Node[] = []
    const section = (name: string | undefined, all: readonly Emoji[]) => {
      if (name) rows.push(element('h2', { role: 'presentation' }, name))
      rows.push(element('div', { class: 'atoll-emoji-row', role: 'presentation' }, ...all.map(option)))
    }
    if (field.value.trim() === '') for (const { name, all } of emoji) section(word(name), all)
    else section(undefined, findEmoji(field.value))
    if (options.length === 0) rows.push(element('p', {}, word('emoji.none')))
    grid.replaceChildren(...rows)
    grid.scrollTop = 0
    select(0)
  }

  field.addEventListener('input', show)
  field.addEventListener('keydown', event => {
    if (event.isComposing) return
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns,
      ArrowUp: -columns,
    }
    const step = steps[event.key]
    // Within what was typed the arrows to the sides move the caret.
    const sideways = step === 1 || step === -1
    if (step !== undefined && !(sideways && field.value !== '')) select(selected + step)
    else if (event.key === 'Enter' && options[selected]) take(options[selected]!.textContent)
    else return
    event.preventDefault()
  })
  grid.addEventListener('pointerdown', event => event.preventDefault())
  grid.addEventListener('click', event => {
    const sign = (event.target as Element).closest('[role=option]')?.textContent
    if (sign) take(sign)
  })
  remove.addEventListener('click', () => take(''))
  dom.addEventListener('keydown', event => event.stopPropagation())
  dom.addEventListener('toggle', event => {
    if ((event as ToggleEvent).newState === 'closed') dom.remove()
  })
  anchor.after(dom)
  dom.showPopover()
  place(dom, anchor)
  show()
  field.focus()
}

function place(dom: HTMLElement, anchor: HTMLElement): void {
  const box = anchor.getBoundingClientRect()
  const { offsetWidth, offsetHeight } = dom
  const below = box.bottom + 6 + offsetHeight <= innerHeight - 8
  dom.style.left = `${Math.max(8, Math.min(box.left, innerWidth - offsetWidth - 8))}px`
  dom.style.top = `${below ? box.bottom + 6 : Math.max(8, innerHeight - offsetHeight - 8)}px`
}
