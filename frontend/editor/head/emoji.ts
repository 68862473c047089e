import data from './emoji.json' with { type: 'json' }
import type { WordKey } from '../../core/words.ts'

export interface Emoji {
  readonly sign: string
  /** What people look for; the first word is its name. */
  readonly words: string
}

export interface EmojiGroup {
  readonly name: WordKey
  readonly all: readonly Emoji[]
}

function parsed(list: string): Emoji[] {
  return list.split('|').map(entry => {
    const space = entry.indexOf(' ')
    return { sign: entry.slice(0, space), words: entry.slice(space + 1) }
  })
}

/** Those that are offered, in groups. */
export const emoji: readonly EmojiGroup[] = [
  { name: 'emoji.smileys', all: parsed(data.smileys) },
  { name: 'emoji.people', all: parsed(data.people) },
  { name: 'emoji.nature', all: parsed(data.nature) },
  { name: 'emoji.food', all: parsed(data.food) },
  { name: 'emoji.travel', all: parsed(data.travel) },
  { name: 'emoji.activities', all: parsed(data.activities) },
  { name: 'emoji.things', all: parsed(data.things) },
  { name: 'emoji.symbols', all: parsed(data.symbols) },
]

const longest = 32
const segmenter = new Intl.Segmenter()

/** The one visible sign that a text is, as people count signs; undefined if it is none or several. */
export function oneSign(text: string): string | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > longest || /^[\p{C}\p{M}]/u.test(trimmed)) return undefined
  const [first, second] = segmenter.segment(trimmed)
  return first && !second ? first.segment : undefined
}

/** Those whose words begin with all that was typed; what was typed itself first, if it is a sign that no letter is. */
export function findEmoji(typed: string): Emoji[] {
  const sign = oneSign(typed)
  const wanted = typed.trim().toLowerCase().split(/\s+/)
  const own = sign && !/^[\p{L}\p{N}]$/u.test(sign) ? [{ sign, words: sign }] : []
  const found = emoji.flatMap(({ all }) =>
    all.filter(({ words }) => {
      const names = words.split(' ')
      return wanted.every(word => names.some(name => name.startsWith(word)))
    }),
  )
  // Who looks for “book” means books rather than what has to do with them.
  const rank = ({ words }: Emoji) => (words.startsWith(wanted[0] ?? '') ? 0 : 1)
  return [...own, ...found.sort((a, b) => rank(a) - rank(b))]
}
