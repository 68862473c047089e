import words from '../words/en.json' with { type: 'json' }

/** Every text that a person reads has a key in `frontend/words/en.json`; another language is another file with the same keys. */
export type WordKey = keyof typeof words

/** What stands in the place of the star in keys such as `mark.*` or `block.*.name`. */
export type KeyPart<Before extends string, After extends string = ''> = WordKey extends infer Key
  ? Key extends `${Before}${infer Part}${After}`
    ? Part
    : never
  : never

/** The words of that key, with `{0}`, `{1}`… replaced. */
export function word(key: WordKey, ...values: ReadonlyArray<string | number>): string {
  return words[key].replace(/\{(\d)\}/g, (place, index: string) => String(values[Number(index)] ?? place))
}

export function titleOrUntitled(title: string): string {
  return title.trim() === '' ? word('untitled') : title
}
