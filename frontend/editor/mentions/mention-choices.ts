import { word } from '../../core/words.ts'
import { match } from '../../shell/fuzzy.ts'
import type { Pages } from '../host/host.ts'
import type { Somebody } from '../host/members.ts'
import { personMention, readableDate } from './mentions.ts'

/** What the menu behind `@` and `[[` offers. */
export type Choice =
  | { readonly kind: 'mention'; readonly value: string; readonly label: string; readonly hint?: string }
  | { readonly kind: 'create'; readonly title: string; readonly label: string }

const mostPages = 6
const mostPeople = 4

const days = ['today', 'tomorrow', 'yesterday'] as const
const offsets = { today: 0, tomorrow: 1, yesterday: -1 } as const

/** The day of a moment where the browser is, as ISO 8601 writes it. */
export function isoDay(moment: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
}

function dates(typed: string, now: Date): Choice[] {
  const wanted = typed.trim().toLowerCase()
  const named = days.filter(day => wanted !== '' && word(`mention.${day}`).toLowerCase().startsWith(wanted))
  const found: Choice[] = named.map(day => {
    const date = isoDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() + offsets[day]))
    return {
      kind: 'mention',
      value: `date:${date}`,
      label: `${word(`mention.${day}`)}: ${readableDate(date)}`,
    } as const
  })
  const [date] = /^\d{4}-\d\d-\d\d$/.exec(wanted) ?? []
  const written = date && !Number.isNaN(Date.parse(date)) ? date : undefined
  if (written) found.push({ kind: 'mention', value: `date:${written}`, label: readableDate(written) })
  return found
}

/** What was typed behind `[[`: pages, and a new one where none is called exactly that. */
export function pageChoices(typed: string, pages: Pages): Choice[] {
  const title = typed.trim()
  const found = pages.search(title).slice(0, mostPages)
  const choices: Choice[] = found.map(node => ({
    kind: 'mention',
    value: `page:${node}`,
    label: `${pages.icon(node)} ${pages.title(node) || word('untitled')}`.trim(),
  }))
  const known = found.some(node => pages.title(node)?.toLowerCase() === title.toLowerCase())
  if (title && !known) choices.push({ kind: 'create', title, label: word('mention.create', title) })
  return choices
}

/** What was typed behind `@`: dates, people and pages. */
export function anyChoices(typed: string, pages: Pages, people: readonly Somebody[], now: Date): Choice[] {
  const named = people.filter(({ name }) => match(typed.trim(), name)).slice(0, mostPeople)
  const persons = named.map(
    ({ id, name, hint }) => ({ kind: 'mention', value: personMention(id, name), label: `@${name}`, hint }) as const,
  )
  return [...dates(typed, now), ...persons, ...pageChoices(typed, pages)]
}
