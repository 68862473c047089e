import type { Members, Somebody } from '../host/members.ts'

/** How a comment holds a person: the id and the name at the time of writing. */
const person = /@\{([0-9a-f]{64}):([^{}\n]{1,100})\}/u

/** What is typed for somebody: of two who are called the same, also how the id begins. */
export const signOf = ({ id, name, hint }: Somebody): string => `@${name}${hint && id ? `#${id.slice(0, 4)}` : ''}`

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Finds any of the words, as words of their own, the longest first. */
const wordsOf = (words: readonly string[]): RegExp => {
  const longest = [...words].sort((a, b) => b.length - a.length).map(escaped)
  return new RegExp(`(?<![\\p{L}\\p{N}])(${longest.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
}

/** A comment as it is kept: with the ids of those whom it names and whose ids are known. */
export function withIds(text: string, people: readonly Somebody[]): string {
  const known = new Map(people.flatMap(each => (each.id ? [[signOf(each).toLowerCase(), each] as const] : [])))
  if (known.size === 0) return text
  return text.replace(wordsOf([...known.keys()]), sign => {
    const { id, name } = known.get(sign.toLowerCase())!
    return `@{${id}:${name.replace(/[{}\n]/g, ' ').slice(0, 100)}}`
  })
}

export interface Part {
  readonly text: string
  /** Whether it names somebody. */
  readonly named: boolean
}

/** The parts of a kept comment: those whom it names by the names of now, and by `names` those who stand there by name alone. */
export function namedBy(stored: string, names: readonly string[], members: Members): Part[] {
  const parts: Part[] = []
  const pieces = stored.split(new RegExp(person, 'gu'))
  for (let i = 0; i < pieces.length; i += 3) {
    parts.push(...byName(pieces[i]!, names))
    const [id, name] = pieces.slice(i + 1, i + 3)
    if (id !== undefined) parts.push({ text: `@${members.name(id) ?? name}`, named: true })
  }
  return parts.filter(({ text }) => text !== '')
}

function byName(text: string, names: readonly string[]): Part[] {
  if (names.length === 0) return [{ text, named: false }]
  return text.split(wordsOf(names.map(name => `@${name}`))).map((part, i) => ({ text: part, named: i % 2 === 1 }))
}
