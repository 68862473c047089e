const source = /<img\b[^>]*?\ssrc\s*=\s*["']?data:image\/(png|jpeg|gif|webp|avif);base64,([a-z0-9+/=\s]+)["']?[^>]*>/gi
const most = 50

/**
 * The pictures that pasted HTML holds itself, as files. Those of other addresses are never fetched: that would tell their
 * server who pasted what. Drawings of SVG are left out, which may run something.
 */
export function imagesIn(html: string): File[] {
  const files: File[] = []
  for (const [tag, type, data] of html.matchAll(source)) {
    if (files.length === most) break
    const bytes = decoded(data!)
    const name = /\salt\s*=\s*"([^"<>]{1,100})"/i.exec(tag)?.[1] ?? 'image'
    if (bytes) files.push(new File([bytes], `${name}.${type}`, { type: `image/${type}` }))
  }
  return files
}

function decoded(data: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(data), character => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
