const held = /^data:image\/(png|jpeg|gif|webp|avif);base64,([a-z0-9+/=\s]+)$/i
const longestName = 100

/**
 * A picture that pasted HTML holds itself, as a file. One of another address is never fetched: that would tell its server who
 * pasted what. Drawings of SVG are left out, which may run something.
 */
export function pictureIn(address: string, words: string): File | undefined {
  const [, type, data] = held.exec(address.trim()) ?? []
  const bytes = data === undefined ? undefined : decoded(data)
  if (!type || !bytes) return undefined
  const name =
    words
      .replace(/[<>"\s]+/g, ' ')
      .trim()
      .slice(0, longestName) || 'image'
  return new File([bytes], `${name}.${type.toLowerCase()}`, { type: `image/${type.toLowerCase()}` })
}

function decoded(data: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(data), character => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
