/** How well a text answers a query, and where; undefined if it does not. */
export interface Match {
  readonly score: number
  /** Sorted positions of the characters that matched. */
  readonly at: readonly number[]
}

const wordStart = /[\s\-_/.:()[\]]/

/** Finds the letters of the query in the text, in order; whole words, starts of words and runs count for more. */
export function match(query: string, text: string): Match | undefined {
  const wanted = fold(query).replace(/\s+/g, ' ').trim()
  if (wanted === '') return { score: 0, at: [] }
  const folded = fold(text)
  const whole = folded.indexOf(wanted)
  if (whole >= 0) {
    const atWord = whole === 0 || wordStart.test(folded[whole - 1]!)
    const score = 1000 + (atWord ? 500 : 0) + (whole === 0 ? 250 : 0) - Math.min(200, folded.length - wanted.length)
    return { score, at: Array.from(wanted, (_, i) => whole + i) }
  }
  return scattered(wanted.replaceAll(' ', ''), folded)
}

function scattered(wanted: string, folded: string): Match | undefined {
  const at: number[] = []
  let score = 0
  let from = 0
  for (const letter of wanted) {
    const found = best(folded, letter, from)
    if (found < 0) return undefined
    score += found === from && at.length > 0 ? 12 : found === 0 || wordStart.test(folded[found - 1]!) ? 10 : 1
    at.push(found)
    from = found + 1
  }
  return { score: score - Math.min(50, folded.length / 4), at }
}

/** The next place of a letter: right here, else at the start of a word, else anywhere. */
function best(folded: string, letter: string, from: number): number {
  if (folded[from] === letter) return from
  for (let i = folded.indexOf(letter, from); i >= 0; i = folded.indexOf(letter, i + 1)) {
    if (i === 0 || wordStart.test(folded[i - 1]!)) return i
  }
  return folded.indexOf(letter, from)
}

/** Without capitals and accents; as long as the text itself, so that positions stay right. */
function fold(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase()
  return Array.from({ length: text.length }, (_, i) => foldUnit(text[i]!)).join('')
}

function foldUnit(unit: string): string {
  const plain = unit.normalize('NFD')[0]!.toLowerCase()
  return plain.length === 1 ? plain : unit
}
