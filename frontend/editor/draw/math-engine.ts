import katex from 'katex'
import css from 'katex/dist/katex.min.css?raw'

/*
 * The typesetter with its style sheet and fonts. All of it comes from this program, and none of it before the first formula is
 * seen. The fonts belong to the document, for a style sheet within a component cannot bring any.
 */

const fonts = import.meta.glob('../../../node_modules/katex/dist/fonts/*.woff2', {
  query: '?url',
  import: 'default',
  eager: true,
})

for (const [path, url] of Object.entries(fonts)) {
  const [, family, style] = /(KaTeX_\w+)-(\w+)\.woff2$/.exec(path)!
  document.fonts.add(
    new FontFace(family!, `url(${url})`, {
      weight: style!.includes('Bold') ? '700' : '400',
      style: style!.includes('Italic') ? 'italic' : 'normal',
      display: 'block',
    }),
  )
}

export const sheet = new CSSStyleSheet()
// The build for the shell makes a style sheet of Lit's out of every style sheet that is imported.
const rules = typeof css === 'string' ? css : css.cssText
sheet.replaceSync(rules.replace(/@font-face\s*\{[^}]*\}/g, ''))

/** Draws a formula into an element. What is wrong in it is shown as it is written; links, images and styles are refused. */
export function render(source: string, into: HTMLElement, display: boolean): void {
  katex.render(source, into, {
    displayMode: display,
    throwOnError: false,
    errorColor: 'currentColor',
    trust: false,
    strict: 'ignore',
    maxExpand: 500,
    maxSize: 40,
  })
}
