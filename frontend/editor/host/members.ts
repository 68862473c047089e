import type { Member } from '../../core/aside.ts'
import { word } from '../../core/words.ts'

/** Somebody who may be named: by the id, or by the name alone where it is not known. */
export interface Somebody {
  readonly id: string | undefined
  readonly name: string
  /** What tells them from others of the same name; empty where nobody else is called so. */
  readonly hint: string
}

const digits = 4

/** Who belongs to the workspace of a page, as far as it is known. */
export class Members extends EventTarget {
  #all: readonly Member[] = []

  /** Fires `change`. */
  set(all: readonly Member[]): void {
    this.#all = all
    this.dispatchEvent(new Event('change'))
  }

  /** What a person is called now. */
  name(id: string): string | undefined {
    return this.#all.find(member => member.id === id)?.name || undefined
  }

  /** Everybody who has a name, and those of the names that no member has. */
  everybody(names: readonly string[]): Somebody[] {
    const named = this.#all.filter(({ name }) => name !== '')
    const known = new Set(named.map(({ name }) => key(name)))
    const others = [...new Set(names)].filter(name => name !== '' && !known.has(key(name)))
    return [
      ...named.map(({ id, name, role }) => ({ id, name, hint: isShared(name, named) ? hintOf(id, role) : '' })),
      ...others.map(name => ({ id: undefined, name, hint: '' })),
    ]
  }
}

const key = (name: string): string => name.trim().toLowerCase()

const isShared = (name: string, all: readonly Member[]): boolean =>
  all.filter(other => key(other.name) === key(name)).length > 1

/** The role and how the id begins: a colour or an address is not known of everybody, and both may be the same. */
const hintOf = (id: string, role: Member['role']): string => `${word(`role.${role}`)} · ${id.slice(0, digits)}`
