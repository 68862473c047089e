import { type Attributes, type Patch, type Value, isEmpty, noAttributes } from './attributes.ts'
import { type Delta, DeltaBuilder, isInsert, isKeep } from './delta.ts'

/** A message that does not keep to the protocol. The connection is opened anew; nothing of the message is used. */
export class ProtocolError extends Error {}

export type WireDelta = readonly (number | string | readonly [string | number, Patch])[]

export function formatDelta(delta: Delta): WireDelta {
  return delta.map(part => {
    if (isInsert(part)) return isEmpty(part.attributes) ? part.insert : ([part.insert, part.attributes] as const)
    if (isKeep(part)) return part.set ? ([part.keep, part.set] as const) : part.keep
    return -part.remove
  })
}

export function parseDelta(value: unknown): Delta {
  if (!Array.isArray(value)) throw new ProtocolError('a delta is an array')
  const result = new DeltaBuilder()
  for (const part of value as unknown[]) {
    if (typeof part === 'string') result.insert(part)
    else if (typeof part === 'number') {
      const count = parseCount(part)
      if (count > 0) result.keep(count)
      else result.remove(-count)
    } else if (Array.isArray(part) && part.length === 2) {
      const [what, attributes] = part as [unknown, unknown]
      if (typeof what === 'string') result.insert(what, parseAttributes(attributes))
      else if (parseCount(what) > 0) result.keep(what as number, parsePatch(attributes))
      else throw new ProtocolError('only kept text can get attributes')
    } else throw new ProtocolError('a part of a delta is a number, a string or a pair')
  }
  return result.done()
}

function parseCount(value: unknown): number {
  if (!Number.isSafeInteger(value) || value === 0) throw new ProtocolError(`not a length: ${String(value)}`)
  return value as number
}

export function parsePatch(value: unknown): Patch {
  if (value === undefined || value === null) return noAttributes
  if (typeof value !== 'object' || Array.isArray(value)) throw new ProtocolError('attributes are an object')
  const result: Record<string, Value | null> = {}
  for (const [key, entry] of Object.entries(value)) {
    if (entry !== null && typeof entry !== 'string' && typeof entry !== 'number' && typeof entry !== 'boolean')
      throw new ProtocolError(`attribute ${key} is not a plain value`)
    result[key] = entry
  }
  return result
}

export function parseAttributes(value: unknown): Attributes {
  const patch = parsePatch(value)
  const entries = Object.entries(patch).filter((entry): entry is [string, Value] => entry[1] !== null)
  return entries.length ? Object.fromEntries(entries) : noAttributes
}
