import { match } from '../../shell/fuzzy.ts'
import { namedBy, signOf, withIds } from './comment-persons.ts'
import { element } from '../popup/dom.ts'
import type { Members, Somebody } from '../host/members.ts'

const mostNames = 5
const longest = 10_000

/** What is typed of a name before the caret, behind an `@`. */
const beginning = (text: string): string | undefined => /(?:^|[\s(])@([^\s@][^\n@]{0,40}|)$/u.exec(text)?.[1]

/**
 * A field that sends with Enter; Shift-Enter breaks the line. Behind `@` it offers names. What could not be sent stays in it.
 */
export function commentField(
  key: string,
  label: string,
  people: () => readonly Somebody[],
  send: (text: string) => boolean,
): HTMLElement {
  const list = element('div', {
    class: 'atoll-names',
    role: 'listbox',
    id: `names-${key}`,
    'aria-label': label,
    hidden: true,
  })
  const field = element('textarea', {
    rows: '2',
    placeholder: label,
    'aria-label': label,
    'data-field': key,
    'aria-autocomplete': 'list',
    'aria-controls': list.id,
  })
  field.maxLength = longest
  let found: readonly Somebody[] = []
  let selected = 0

  const show = () => {
    list.hidden = found.length === 0
    list.replaceChildren(
      ...found.map((person, i) => {
        const row = element(
          'div',
          { role: 'option', id: `${list.id}-${i}`, 'aria-selected': String(i === selected) },
          `@${person.name}`,
        )
        if (person.hint) row.append(element('small', {}, person.hint))
        row.addEventListener('mousedown', event => {
          event.preventDefault()
          take(person)
        })
        return row
      }),
    )
    if (found.length) field.setAttribute('aria-activedescendant', `${list.id}-${selected}`)
    else field.removeAttribute('aria-activedescendant')
  }
  const look = () => {
    const typed = beginning(field.value.slice(0, field.selectionStart))
    found =
      typed === undefined
        ? []
        : people()
            .filter(({ name }) => match(typed, name))
            .slice(0, mostNames)
    selected = 0
    show()
  }
  const leave = () => {
    found = []
    show()
  }
  const take = (person: Somebody) => {
    const end = field.selectionStart
    const typed = beginning(field.value.slice(0, end)) ?? ''
    field.setRangeText(`${signOf(person)} `, end - typed.length - 1, end, 'end')
    leave()
  }

  /** Keys of the open list; false where the field is to have it. */
  const inList = (event: KeyboardEvent): boolean => {
    const person = found[selected]
    if (person === undefined) return false
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      selected = (selected + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length
      show()
    } else if (event.key === 'Enter' || event.key === 'Tab') take(person)
    else if (event.key === 'Escape') leave()
    else return false
    event.stopPropagation()
    return true
  }

  field.addEventListener('input', look)
  field.addEventListener('blur', leave)
  field.addEventListener('keydown', event => {
    if (event.isComposing) return
    if (inList(event)) return event.preventDefault()
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    const text = field.value.trim()
    if (!text) return
    const kept = withIds(text, people())
    field.value = ''
    if (kept.length > longest || !send(kept)) field.value = text
  })
  return element('div', { class: 'atoll-field' }, field, list)
}

/** The text of a comment with the names in it set apart. */
export const withNames = (text: string, names: readonly string[], members: Members): (Node | string)[] =>
  namedBy(text, names, members).map(part =>
    part.named ? element('b', { class: 'atoll-named' }, part.text) : part.text,
  )
