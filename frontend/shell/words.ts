/** The words that the instance handed over; every text a person reads comes from there. */
let words: Readonly<Record<string, string>> = {}

export function setWords(given: Readonly<Record<string, string>>): void {
  words = given
}

/** The words of that key, with `{0}`, `{1}`… replaced; the key itself while there are none. */
export function word(key: string, ...values: ReadonlyArray<string | number>): string {
  return (words[key] ?? key).replace(/\{(\d)\}/g, (place, index: string) => String(values[Number(index)] ?? place))
}

export function titleOrUntitled(title: string): string {
  return title.trim() === '' ? word('untitled') : title
}
