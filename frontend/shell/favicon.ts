const ours = 'themes/atoll/icon.svg'

const escaped = (text: string) => text.replace(/[&<>"]/g, letter => `&#${letter.codePointAt(0)};`)

/** The address of a picture of a sign, for the browser's tab. */
export const pictureOf = (sign: string): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><text x="8" y="13" font-size="13.5" text-anchor="middle">${escaped(sign)}</text></svg>`,
  )}`

/** Shows a page's sign in the browser's tab; ours where it has none. */
export function showFavicon(sign: string): void {
  const link = document.head.querySelector<HTMLLinkElement>('link[rel~="icon"]')
  const href = sign ? pictureOf(sign) : ours
  if (link && link.getAttribute('href') !== href) link.setAttribute('href', href)
}
