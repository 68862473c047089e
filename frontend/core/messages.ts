import { type Aside, isAside, parseAside } from './aside.ts'
import type { Attributes, Patch } from './attributes.ts'
import { isEmpty } from './attributes.ts'
import { type Page, type Run, type Step, pageOf } from './page.ts'
import { ProtocolError, parseAttributes, parseDelta, parsePatch } from './wire.ts'

/** Somebody else's caret; positions are in the text of the version that the message names. */
export interface Caret {
  readonly id: string
  readonly name: string
  readonly color: string
  readonly anchor: number
  readonly head: number
}

export type Incoming =
  | {
      t: 'page'
      id: string
      version: string
      title: string
      page: Page
      readOnly: boolean
      lastStep: number
      missed?: Step
    }
  | { t: 'patch'; id: string; version: string; step: Step }
  | { t: 'confirmed'; id: string; version: string; step: Step; number: number }
  | { t: 'title'; id: string; title: string }
  | { t: 'carets'; id: string; carets: readonly Caret[] }
  | { t: 'refused'; id: string; number: number; reason: string; message: string }
  | { t: 'gone'; id: string }
  | Aside
  | { t: 'pong' }

/** A message about one page. */
export type PageMessage = Exclude<Incoming, { t: 'pong' }>

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads one message of the instance; undefined where its kind is unknown, which a newer instance may send.
 *
 * @throws ProtocolError where it is not what the protocol says
 */
export function parseMessage(data: string): Incoming | undefined {
  const fields = parseFields(data)
  if (fields.t === 'pong') return { t: 'pong' }
  if (isAside(fields.t)) return parseAside(fields.t, text(fields, 'page'), fields)
  const kinds = ['page', 'patch', 'confirmed', 'title', 'carets', 'refused', 'gone']
  if (typeof fields.t !== 'string' || !kinds.includes(fields.t)) return undefined
  const id = text(fields, 'page')
  switch (fields.t) {
    case 'page':
      return parsePage(id, fields)
    case 'patch':
      return { t: 'patch', id, version: text(fields, 'version'), step: parseStep(fields) }
    case 'confirmed':
      return {
        t: 'confirmed',
        id,
        version: text(fields, 'version'),
        step: parseStep(fields),
        number: count(fields.step),
      }
    case 'title':
      return { t: 'title', id, title: text(fields, 'title') }
    case 'carets':
      return { t: 'carets', id, carets: list(fields.carets).map(parseCaret) }
    case 'refused':
      return {
        t: 'refused',
        id,
        number: count(fields.step),
        reason: String(fields.reason ?? ''),
        message: String(fields.message ?? ''),
      }
    default:
      return { t: 'gone', id }
  }
}

function parseFields(data: string): Fields {
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch {
    throw new ProtocolError('not JSON')
  }
  if (typeof value !== 'object' || value === null) throw new ProtocolError('a message is an object')
  return value as Fields
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

function parsePage(id: string, fields: Fields): Incoming {
  const content = text(fields, 'text')
  const spans: Run[] = []
  for (const entry of list(fields.marks ?? [])) {
    const [from, to, attributes] = list(entry)
    addSpan(spans, count(from), count(to), parseAttributes(attributes))
  }
  for (const entry of list(fields.blocks ?? [])) {
    const [position, attributes] = list(entry)
    const from = count(position)
    if (content[from] !== '\n') throw new ProtocolError(`no break at ${from}`)
    addSpan(spans, from, from + 1, parseAttributes(attributes))
  }
  spans.sort((a, b) => a.from - b.from)
  return {
    t: 'page',
    id,
    version: text(fields, 'version'),
    title: text(fields, 'title'),
    page: pageOf(content, spans, parseAttributes(fields.first)),
    readOnly: fields.readOnly === true,
    lastStep: fields.lastStep === undefined ? 0 : count(fields.lastStep),
    ...(isFields(fields.missed) && { missed: parseStep(fields.missed) }),
  }
}

function addSpan(spans: Run[], from: number, to: number, attributes: Attributes) {
  if (!isEmpty(attributes)) spans.push({ from, to, attributes })
}

function parseStep(fields: Fields): Step {
  const first: Patch = parsePatch(fields.first)
  const delta = parseDelta(fields.delta ?? [])
  return isEmpty(first) ? { delta } : { delta, first }
}

function parseCaret(value: unknown): Caret {
  if (typeof value !== 'object' || value === null) throw new ProtocolError('a caret is an object')
  const caret = value as Fields
  return {
    id: String(caret.id ?? ''),
    name: String(caret.name ?? ''),
    color: String(caret.color ?? ''),
    anchor: count(caret.anchor),
    head: count(caret.head),
  }
}

function text(fields: Fields, key: string): string {
  const value = fields[key]
  if (typeof value !== 'string') throw new ProtocolError(`${key} is a string`)
  return value
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new ProtocolError('an array is wanted')
  return value as unknown[]
}

function count(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new ProtocolError(`not a count: ${String(value)}`)
  return value as number
}
