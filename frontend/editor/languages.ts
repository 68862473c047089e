import type { Language } from '@codemirror/language'

interface Known {
  readonly name: string
  readonly also: readonly string[]
  readonly load: () => Promise<Language>
}

/** The languages that code can be drawn in, each loaded when it is first seen. */
export const languages: readonly Known[] = [
  {
    name: 'CSS',
    also: ['css', 'scss', 'less'],
    load: async () => (await import('@codemirror/lang-css')).cssLanguage,
  },
  {
    name: 'HTML',
    also: ['html', 'xml', 'svg', 'vue'],
    load: async () => (await import('@codemirror/lang-html')).htmlLanguage,
  },
  {
    name: 'Java',
    also: ['java', 'kotlin', 'c', 'cpp', 'csharp', 'go'],
    load: async () => (await import('@codemirror/lang-java')).javaLanguage,
  },
  {
    name: 'JavaScript',
    also: ['javascript', 'js', 'jsx', 'mjs', 'node'],
    load: async () => (await import('@codemirror/lang-javascript')).jsxLanguage,
  },
  {
    name: 'JSON',
    also: ['json', 'jsonc'],
    load: async () => (await import('@codemirror/lang-json')).jsonLanguage,
  },
  {
    name: 'Markdown',
    also: ['markdown', 'md'],
    load: async () => (await import('@codemirror/lang-markdown')).markdownLanguage,
  },
  {
    name: 'Python',
    also: ['python', 'py'],
    load: async () => (await import('@codemirror/lang-python')).pythonLanguage,
  },
  {
    name: 'SQL',
    also: ['sql', 'postgres', 'mysql', 'sqlite'],
    load: async () => (await import('@codemirror/lang-sql')).StandardSQL.language,
  },
  {
    name: 'TypeScript',
    also: ['typescript', 'ts', 'tsx'],
    load: async () => (await import('@codemirror/lang-javascript')).tsxLanguage,
  },
]

export const knownLanguage = (name: string): Known | undefined =>
  languages.find(({ also }) => also.includes(name.toLowerCase()))

const loaded = new Map<Known, Language>()
const loading = new Map<Known, Promise<void>>()

/** The language of this name if it is here already. */
export function loadedLanguage(name: string): Language | undefined {
  const known = knownLanguage(name)
  return known && loaded.get(known)
}

/** Fetches a language. Rejects where that fails; then it can be tried again. */
export function loadLanguage(name: string): Promise<void> {
  const known = knownLanguage(name)
  if (!known || loaded.has(known)) return Promise.resolve()
  let promise = loading.get(known)
  if (!promise) {
    promise = known
      .load()
      .then(language => void loaded.set(known, language))
      .finally(() => loading.delete(known))
    loading.set(known, promise)
  }
  return promise
}
