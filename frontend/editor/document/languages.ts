import type { Language, StreamParser } from '@codemirror/language'

interface Known {
  readonly name: string
  readonly also: readonly string[]
  readonly load: () => Promise<Language>
}

/** The languages that code can be drawn in, each loaded when it is first seen. */
export const languages: readonly Known[] = [
  {
    name: 'C and C++',
    also: ['cpp', 'c', 'c++', 'h', 'hpp', 'cc'],
    load: async () => (await import('@codemirror/lang-cpp')).cppLanguage,
  },
  {
    name: 'C#',
    also: ['csharp', 'cs'],
    load: async () => stream((await import('@codemirror/legacy-modes/mode/clike')).csharp),
  },
  {
    name: 'CSS',
    also: ['css', 'scss', 'less'],
    load: async () => (await import('@codemirror/lang-css')).cssLanguage,
  },
  {
    name: 'Diff',
    also: ['diff', 'patch'],
    load: async () => stream((await import('@codemirror/legacy-modes/mode/diff')).diff),
  },
  {
    name: 'Dockerfile',
    also: ['dockerfile', 'docker'],
    load: async () => stream((await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile),
  },
  {
    name: 'Go',
    also: ['go', 'golang'],
    load: async () => (await import('@codemirror/lang-go')).goLanguage,
  },
  {
    name: 'HTML',
    also: ['html', 'vue'],
    load: async () => (await import('@codemirror/lang-html')).htmlLanguage,
  },
  {
    name: 'Java',
    also: ['java'],
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
    name: 'Kotlin',
    also: ['kotlin', 'kt', 'kts'],
    load: async () => stream((await import('@codemirror/legacy-modes/mode/clike')).kotlin),
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
    name: 'Ruby',
    also: ['ruby', 'rb'],
    load: async () => stream((await import('@codemirror/legacy-modes/mode/ruby')).ruby),
  },
  {
    name: 'Rust',
    also: ['rust', 'rs'],
    load: async () => (await import('@codemirror/lang-rust')).rustLanguage,
  },
  {
    name: 'Shell',
    also: ['shell', 'sh', 'bash', 'zsh', 'console'],
    load: async () => stream((await import('@codemirror/legacy-modes/mode/shell')).shell),
  },
  {
    name: 'SQL',
    also: ['sql', 'postgres', 'mysql', 'sqlite'],
    load: async () => (await import('@codemirror/lang-sql')).StandardSQL.language,
  },
  {
    name: 'Swift',
    also: ['swift'],
    load: async () => stream((await import('@codemirror/legacy-modes/mode/swift')).swift),
  },
  {
    name: 'TOML',
    also: ['toml', 'ini'],
    load: async () => stream((await import('@codemirror/legacy-modes/mode/toml')).toml),
  },
  {
    name: 'TypeScript',
    also: ['typescript', 'ts', 'tsx'],
    load: async () => (await import('@codemirror/lang-javascript')).tsxLanguage,
  },
  {
    name: 'XML',
    also: ['xml', 'svg'],
    load: async () => (await import('@codemirror/lang-xml')).xmlLanguage,
  },
  {
    name: 'YAML',
    also: ['yaml', 'yml'],
    load: async () => (await import('@codemirror/lang-yaml')).yamlLanguage,
  },
]

/** A language that is read line by line. */
async function stream<State>(parser: StreamParser<State>): Promise<Language> {
  return (await import('@codemirror/language')).StreamLanguage.define(parser)
}

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
