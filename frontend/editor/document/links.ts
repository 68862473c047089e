/** As long as an address may be that the instance takes. */
const longest = 2000

const schemes = ['http:', 'https:', 'mailto:']

/** The address as it may be opened: only http, https and mailto, never a script; undefined for anything else. */
export function safeAddress(link: string): string | undefined {
  try {
    const url = new URL(link)
    return schemes.includes(url.protocol) && url.href.length <= longest ? url.href : undefined
  } catch {
    return undefined
  }
}

/** What somebody typed as an address, made whole: a bare host gets https, a bare mail address mailto. */
export function completedAddress(typed: string): string | undefined {
  const text = typed.trim()
  if (text === '' || /\s/.test(text)) return undefined
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/?#:]+:\d+([/?#]|$)/.test(text)) return safeAddress(text)
  if (/^[^@/?#]+@[^@/?#]+\.[^@/?#.]+$/.test(text)) return safeAddress(`mailto:${text}`)
  return safeAddress(`https://${text}`)
}

/** Opens a link beside this page, without giving it a hold on this one. */
export function openAddress(link: string): void {
  const address = safeAddress(link)
  if (address) window.open(address, '_blank', 'noopener,noreferrer')
}

/** The node that a link within this workspace leads to: links to pages are paths of this program. */
export const linkedNode = (link: string): string | undefined => /^\/p\/([\w.~-]+)$/.exec(link)?.[1]
