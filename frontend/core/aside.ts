import { ProtocolError } from './wire.ts'

/** A line of another page that links here. */
export interface Backlink {
  readonly node: string
  readonly title: string
  readonly line: string
}

export interface Comment {
  readonly id: string
  readonly name: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly text: string
  readonly own: boolean
}

/** A conversation about the text that carries its mark. */
export interface Thread {
  readonly id: string
  /** The text as it was when the thread began. */
  readonly quote: string
  readonly resolved: boolean
  readonly comments: readonly Comment[]
}

/** What the instance says of what stands beside a page's text. */
export type Aside =
  { t: 'backlinks'; id: string; links: readonly Backlink[] } | { t: 'comments'; id: string; threads: readonly Thread[] }

const kinds: readonly unknown[] = ['backlinks', 'comments'] satisfies Aside['t'][]

export const isAside = (kind: unknown): kind is Aside['t'] => kinds.includes(kind)

/** @throws ProtocolError where it is not what the protocol says */
export function parseAside(kind: Aside['t'], id: string, fields: Readonly<Record<string, unknown>>): Aside {
  if (kind === 'comments') return { t: kind, id, threads: objects(fields.threads).map(parseThread) }
  return { t: kind, id, links: objects(fields.links).map(parseBacklink) }
}

function parseBacklink(link: Readonly<Record<string, unknown>>): Backlink {
  return { node: String(link.node ?? ''), title: String(link.title ?? ''), line: String(link.line ?? '') }
}

function parseThread(thread: Readonly<Record<string, unknown>>): Thread {
  const id = String(thread.id ?? '')
  if (!/^[a-z0-9]{8,32}$/.test(id)) throw new ProtocolError('a thread without an id')
  const comments = objects(thread.comments).map(comment => ({
    id: String(comment.id ?? ''),
    name: String(comment.name ?? ''),
    at: Number(comment.at ?? 0),
    text: String(comment.text ?? ''),
    own: comment.own === true,
  }))
  return { id, quote: String(thread.quote ?? ''), resolved: thread.resolved === true, comments }
}

function objects(value: unknown): Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value)) throw new ProtocolError('an array is wanted')
  return value.map(entry => {
    if (typeof entry !== 'object' || entry === null) throw new ProtocolError('an object is wanted')
    return entry as Readonly<Record<string, unknown>>
  })
}
