import { type Color, palette } from './schema.ts'

/*
 * Colours are kept by name. What the look makes of them is here, for light and for dark; what other programs write in
 * their HTML is taken to the name whose hue is nearest.
 */

const shades: Readonly<Record<Color, readonly [string, string, string, string]>> = {
  gray: ['#5f6671', '#a3abb8', '#e9ebee', '#3a3f48'],
  red: ['#b42318', '#ff9d94', '#fde3e0', '#5a2a27'],
  orange: ['#a84a08', '#f5b178', '#fdebd9', '#553418'],
  yellow: ['#806000', '#e6c65c', '#fdf3bf', '#4f4415'],
  green: ['#1f7a3d', '#86d49b', '#dcf3e2', '#1f4a2e'],
  blue: ['#1b5fc1', '#8db9fb', '#deebfd', '#22406d'],
  purple: ['#6d3fc0', '#c1a3f7', '#ebe2fc', '#41306a'],
  pink: ['#b0246f', '#f59bc9', '#fce1ef', '#5a2744'],
}

/** A colour for other programs, which have a light page. */
export const shadeOf = (color: Color): string => shades[color][0]
export const backOf = (color: Color): string => shades[color][2]

/** The rules for text, highlights, and blocks, in every colour. */
export const colorStyles = palette
  .map(color => {
    const [text, textDark, back, backDark] = shades[color]
    return `
.atoll-color-${color}, .atoll-tint-${color} { color: light-dark(${text}, ${textDark}); }
.atoll-highlight-${color} { background: light-dark(${back}, ${backDark}); }
.cm-line.atoll-fill-${color} { background: light-dark(${back}, ${backDark}); border-radius: 4px; }`
  })
  .join('')

/** The name for a colour of a style sheet; undefined for what is black, white or nearly so, or not understood. */
export function nearestColor(css: string): Color | undefined {
  const rgb = parse(css)
  if (!rgb) return undefined
  const [r, g, b] = rgb.map(value => value / 255) as [number, number, number]
  const most = Math.max(r, g, b)
  const least = Math.min(r, g, b)
  const light = (most + least) / 2
  if (most - least < 0.12) return light > 0.35 && light < 0.82 ? 'gray' : undefined
  const hue =
    60 *
    (most === r
      ? ((g - b) / (most - least) + 6) % 6
      : most === g
        ? (b - r) / (most - least) + 2
        : (r - g) / (most - least) + 4)
  const limits: readonly [number, Color][] = [
    [14, 'red'],
    [43, 'orange'],
    [70, 'yellow'],
    [170, 'green'],
    [252, 'blue'],
    [290, 'purple'],
    [345, 'pink'],
  ]
  return limits.find(([limit]) => hue < limit)?.[1] ?? 'red'
}

const named: Readonly<Record<string, string>> = {
  red: '#f00',
  orange: '#ffa500',
  yellow: '#ff0',
  lime: '#0f0',
  green: '#008000',
  teal: '#008080',
  cyan: '#0ff',
  aqua: '#0ff',
  blue: '#00f',
  navy: '#000080',
  purple: '#800080',
  magenta: '#f0f',
  fuchsia: '#f0f',
  pink: '#ffc0cb',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  maroon: '#800000',
}

function parse(css: string): readonly number[] | undefined {
  const text = named[css.trim().toLowerCase()] ?? css.trim().toLowerCase()
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(text)?.[1]
  if (hex) {
    const full = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex
    return [0, 2, 4].map(at => parseInt(full.slice(at, at + 2), 16))
  }
  const parts = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+))?/.exec(text)
  if (!parts || parts[4] === '0') return undefined
  return parts.slice(1, 4).map(Number)
}
