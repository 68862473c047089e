const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A name that nobody else has given: for a block, a table, a row, a column. */
export function newId(length = 8): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length))
  return Array.from(bytes, byte => letters[byte % letters.length]).join('')
}

/** Gives each name that it is asked about a new one, the same for the same. */
export function renaming(): (name: unknown) => string {
  const names = new Map<unknown, string>()
  return name => {
    const given = names.get(name) ?? newId()
    names.set(name, given)
    return given
  }
}
