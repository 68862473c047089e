/** Keyboard shortcuts: what they are called on this machine, and whether an event is one. */
const apple = /Mac|iP(hone|ad|od)/.test(navigator.platform)

export interface Shortcut {
  /** Command on an Apple machine, Ctrl elsewhere. */
  readonly mod?: boolean
  readonly alt?: boolean
  readonly shift?: boolean
  /** Ctrl, on an Apple machine too. */
  readonly ctrl?: boolean
  readonly key: string
}

/** Alt and a letter is free in the browsers of Windows and Linux; on an Apple machine Option writes another letter. */
const own = (key: string): Shortcut => (apple ? { mod: true, ctrl: true, key } : { alt: true, key })

export const shortcuts = {
  palette: { mod: true, key: 'k' },
  sidebar: { mod: true, key: '\\' },
  help: { mod: true, key: '/' },
  'new-page': own('n'),
  outline: own('o'),
  favourite: own('m'),
} satisfies Record<string, Shortcut>

/** The keys of the bar that finds and replaces. Command+H hides the window of an Apple machine. */
export const findKeys: Readonly<Record<'find' | 'replace', Shortcut>> = {
  find: { mod: true, key: 'f' },
  replace: apple ? { mod: true, alt: true, key: 'f' } : { mod: true, key: 'h' },
}

export function matches(event: KeyboardEvent, shortcut: Shortcut): boolean {
  const command = apple ? event.metaKey : event.ctrlKey
  const otherCommand = apple ? event.ctrlKey : event.metaKey
  return (
    command === (shortcut.mod ?? false) &&
    otherCommand === (apple ? (shortcut.ctrl ?? false) : false) &&
    event.altKey === (shortcut.alt ?? false) &&
    (event.shiftKey === (shortcut.shift ?? false) || shortcut.key === '/' || shortcut.key === '\\') &&
    (event.key.toLowerCase() === shortcut.key || (shortcut.alt === true && event.code === codeOf(shortcut.key)))
  )
}

function codeOf(key: string): string {
  return `Key${key.toUpperCase()}`
}

const appleNames: Readonly<Record<string, string>> = {
  mod: '⌘',
  ctrl: '⌃',
  alt: '⌥',
  shift: '⇧',
}
const otherNames: Readonly<Record<string, string>> = { mod: 'Ctrl', ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift' }
const keyNames: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  enter: '↵',
}

/** The caps to draw, one per key: `mod+k` gives `Ctrl`, `K`. */
export function caps(text: string): string[] {
  const names = apple ? appleNames : otherNames
  return text
    .split('+')
    .filter(part => part !== '')
    .map(part => names[part] ?? keyNames[part] ?? (part.length === 1 ? part.toUpperCase() : part))
}

/** A shortcut as `caps` takes it. */
export function notation(shortcut: Shortcut): string {
  const parts: string[] = []
  if (shortcut.ctrl) parts.push('ctrl')
  if (shortcut.alt) parts.push('alt')
  if (shortcut.shift) parts.push('shift')
  if (shortcut.mod) parts.push('mod')
  return [...parts, shortcut.key].join('+')
}
