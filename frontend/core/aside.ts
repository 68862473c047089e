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

const roles = ['owner', 'editor', 'commenter', 'viewer'] as const

/** Who belongs to the workspace of a page. */
export interface Member {
  readonly id: string
  readonly name: string
  readonly role: (typeof roles)[number]
}

/** The picture above a page: which part of it is shown, from 0 (its top) to 100 (its bottom). */
export interface Cover {
  readonly blob: string
  readonly name: string
  readonly at: number
}

/** How a page shows itself beside its title. */
export interface Look {
  /** One sign; empty where there is none. */
  readonly icon: string
  readonly cover: Cover | undefined
  readonly wide: boolean
}

export const plainLook: Look = { icon: '', cover: undefined, wide: false }

/** What the instance says of what stands beside a page's text. */
export type Aside =
  | { t: 'backlinks'; id: string; links: readonly Backlink[] }
  | { t: 'comments'; id: string; threads: readonly Thread[] }
  | { t: 'look'; id: string; look: Look }
  | { t: 'people'; id: string; people: readonly Member[] }

const kinds: readonly unknown[] = ['backlinks', 'comments', 'look', 'people'] satisfies Aside['t'][]

export const isAside = (kind: unknown): kind is Aside['t'] => kinds.includes(kind)

/** @throws ProtocolError where it is not what the protocol says */
export function parseAside(kind: Aside['t'], id: string, fields: Readonly<Record<string, unknown>>): Aside {
  if (kind === 'comments') return { t: kind, id, threads: objects(fields.threads).map(parseThread) }
  if (kind === 'look') return { t: kind, id, look: parseLook(fields) }
  if (kind === 'people') return { t: kind, id, people: objects(fields.people).map(parseMember) }
  return { t: kind, id, links: objects(fields.links).map(parseBacklink) }
}

function parseLook({ icon, cover, wide }: Readonly<Record<string, unknown>>): Look {
  const { blob, name, at } = typeof cover === 'object' && cover !== null ? (cover as Record<string, unknown>) : {}
  const shown = typeof blob === 'string' && /^[0-9a-f]{64}$/.test(blob)
  return {
    icon: String(icon ?? ''),
    cover: shown ? { blob, name: String(name ?? ''), at: Math.min(100, Math.max(0, Number(at) || 0)) } : undefined,
    wide: wide === true,
  }
}

function parseMember({ id, name, role }: Readonly<Record<string, unknown>>): Member {
  if (typeof id !== 'string' || !/^[0-9a-f]{64}$/.test(id)) throw new ProtocolError('a person without an id')
  return { id, name: String(name ?? ''), role: roles.find(known => known === role) ?? 'viewer' }
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
