import type { Attributes } from '../../core/attributes.ts'

/** What text and lines of a page can carry; `PageAttributes` of the instance is the same list. */

/** Marks that take in what is typed at their end. */
export const growing: readonly string[] = ['bold', 'italic', 'underline', 'strike', 'color', 'highlight']
export const markNames: readonly string[] = [...growing, 'code', 'link', 'math', 'mention']

/** The mark of a thread of comments on the text that it is about. */
export const commentMark = (thread: string): string => `comment-${thread}`
export const threadOf = (mark: string): string | undefined => /^comment-([a-z0-9]{8,32})$/.exec(mark)?.[1]
/** The threads about the text or the block that carries the attributes. */
export const threadsOf = (attributes: Attributes): string[] =>
  Object.keys(attributes).flatMap(name => threadOf(name) ?? [])
export const isMark = (name: string): boolean => markNames.includes(name) || threadOf(name) !== undefined

export type BlockType =
  | 'paragraph'
  | 'heading1'
  | 'heading2'
  | 'heading3'
  | 'bullet'
  | 'number'
  | 'task'
  | 'toggle'
  | 'quote'
  | 'callout'
  | 'code'
  | 'math'
  | 'divider'
  | 'image'
  | 'file'
  | 'cell'
  | 'page'
  | 'view'

const types: ReadonlySet<unknown> = new Set<BlockType>([
  'heading1',
  'heading2',
  'heading3',
  'bullet',
  'number',
  'task',
  'toggle',
  'quote',
  'callout',
  'code',
  'math',
  'divider',
  'image',
  'file',
  'cell',
  'page',
  'view',
])

export const typeOf = ({ type }: Attributes): BlockType => (types.has(type) ? (type as BlockType) : 'paragraph')

/** What only some types of blocks have: it goes when the type changes. */
export const ofTypes: readonly string[] = [
  'checked',
  'language',
  'kind',
  'folded',
  'blob',
  'name',
  'size',
  'width',
  'alt',
  'node',
  'table',
  'row',
  'column',
]

/** All that describes a line; marks that a break may carry do not. */
export const blockNames: readonly string[] = ['type', 'indent', 'tint', 'fill', 'anchor', ...ofTypes]

/** Colours by name; the look gives them their shades in light and dark. */
export const palette = ['gray', 'red', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink'] as const
export type Color = (typeof palette)[number]
export const colorOf = (value: unknown): Color | undefined => palette.find(color => color === value)

/** The kinds of callouts, by the names that Obsidian writes, with what else means them. */
export const kinds = {
  note: ['seealso'],
  info: ['todo'],
  tip: ['hint', 'important'],
  success: ['check', 'done'],
  question: ['help', 'faq'],
  warning: ['caution', 'attention'],
  danger: ['error', 'bug', 'failure', 'fail', 'missing'],
  example: [],
  quote: ['cite', 'abstract', 'summary', 'tldr'],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type Kind = keyof typeof kinds
export const kindNames = Object.keys(kinds) as Kind[]

export function kindOf(name: unknown): Kind {
  const lower = String(name).toLowerCase()
  return kindNames.find(kind => kind === lower || (kinds[kind] as readonly string[]).includes(lower)) ?? 'note'
}

export const isList = (type: BlockType): boolean =>
  type === 'bullet' || type === 'number' || type === 'task' || type === 'toggle'
export const isHeading = (type: BlockType): boolean => type.startsWith('heading')
/** Blocks that hold no text of their own: what is typed there goes below them. */
export const isVoid = (type: BlockType): boolean =>
  type === 'divider' || type === 'file' || type === 'page' || type === 'view'
/** Blocks whose lines one after the other are drawn as one. */
export const isRun = (type: BlockType): boolean =>
  type === 'quote' || type === 'callout' || type === 'code' || type === 'math'
/** Text that is written as it is: no marks, no Markdown. */
export const isSource = (type: BlockType): boolean => type === 'code' || type === 'math'

/** Whether two neighbours are drawn as one. */
export const runsOn = (a: Attributes, b: Attributes): boolean =>
  isRun(typeOf(a)) && a.type === b.type && (a.type !== 'callout' || kindOf(a.kind) === kindOf(b.kind))
