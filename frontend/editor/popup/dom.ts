type Attributes = Readonly<Record<string, string | boolean | undefined>>

/** Makes an element; attributes that are true are set empty, those that are false or undefined are left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const result = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) result.setAttribute(name, value === true ? '' : value)
  }
  result.append(...children)
  return result
}

/** A line drawing of 24 units, in the text's colour. */
export function icon(path: string): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', 'atoll-icon')
  svg.setAttribute('aria-hidden', 'true')
  const line = document.createElementNS(space, 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

export const icons = {
  bold: 'M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z',
  italic: 'M14 5h-4M14 19h-4M14.5 5l-5 14M17 5h-3M10 19H7',
  underline: 'M7 4v7a5 5 0 0 0 10 0V4M6 20h12',
  strike:
    'M4 12h16M16.5 7.5C16 5.8 14.3 5 12 5c-2.6 0-4.5 1.2-4.5 3.2 0 1 .4 1.7 1.2 2.3M7.3 16c.4 1.9 2.2 3 4.7 3 2.7 0 4.7-1.2 4.7-3.4 0-.6-.1-1.1-.4-1.6',
  code: 'M8.5 7.5 4 12l4.5 4.5M15.5 7.5 20 12l-4.5 4.5',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  open: 'M14 5h5v5M19 5l-8 8M17 14v4a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1h4',
  edit: 'M5 19h3.5L19 8.5 15.5 5 5 15.5zM13 7.5l3.5 3.5',
  remove: 'M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12',
  grip: 'M9 6h.01M9 12h.01M9 18h.01M15 6h.01M15 12h.01M15 18h.01',
  copy: 'M9 9h10v10H9zM15 9V5H5v10h4',
  paragraph: 'M6 6h12M12 6v13',
  heading1: 'M5 6v12M5 12h7M12 6v12M16 10l2.5-1.5V18',
  heading2: 'M4 6v12M4 12h7M11 6v12M15 10.5c.3-1.3 1.2-2 2.5-2s2.5.8 2.5 2.2c0 2.3-5 4.3-5 7.3h5.2',
  heading3:
    'M4 6v12M4 12h7M11 6v12M15.2 9.5c.5-.7 1.3-1 2.3-1 1.4 0 2.4.8 2.4 2.2s-1 2.2-2.6 2.2c1.7 0 2.9.9 2.9 2.5s-1.2 2.6-2.8 2.6c-1.2 0-2.1-.4-2.7-1.2',
  bullet: 'M10 6h10M10 12h10M10 18h10M5 6h.01M5 12h.01M5 18h.01',
  number: 'M10 6h10M10 12h10M10 18h10M4.5 5.5 6 4.5v4M4.5 14.5c.3-1 2.5-1 2.5.3 0 1-2.5 1.7-2.5 3.2H7',
  task: 'M5 5h14v14H5zM8.5 12l2.5 2.5 4.5-5',
  quote: 'M6 5v14M10 8h9M10 12h9M10 16h6',
  divider: 'M4 12h16',
  toggle: 'M6 7l4 3-4 3zM13 10h7M13 16h7',
  callout: 'M5 5h14v11h-7l-4 4v-4H5zM12 8v3M12 13.5h.01',
  math: 'M18 6H7l6 6-6 6h11',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14',
  before: 'M19 12H5M11 6l-6 6 6 6',
  after: 'M5 12h14M13 6l6 6-6 6',
  page: 'M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5',
  chevron: 'M9 6l6 6-6 6',
  color: 'M7 18 12 5l5 13M9 13h6',
  highlight: 'M5 20h14M9 15l-2-2 8-8 4 4-8 8zM9 15l-2 2',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  clear: 'M6 6l12 12M18 6 6 18',
  note: 'M5 19h3.5L19 8.5 15.5 5 5 15.5z',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 8h.01',
  tip: 'M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9c.5.4.5 1 .5 1.6h6c0-.6 0-1.2.5-1.6A6 6 0 0 0 12 3z',
  success: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12l3 3 5-6',
  question: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .7-1 1.7M12 16.5h.01',
  warning: 'M12 4 3 19h18zM12 10v4M12 16.5h.01',
  danger: 'M13 3 5 14h6l-1 7 8-11h-6z',
  example: 'M9 6h11M9 12h11M9 18h11M5 6h.01M5 12h.01M5 18h.01',
} as const
