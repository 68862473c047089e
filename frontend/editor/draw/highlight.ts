import { type Range, StateEffect } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { highlightTree, tagHighlighter, tags } from '@lezer/highlight'
import type { Page } from '../../core/page.ts'
import { type Block, blockOf } from '../document/blocks.ts'
import { knownLanguage, loadLanguage, loadedLanguage } from '../document/languages.ts'
import { pageOf } from '../document/model.ts'

const style = tagHighlighter([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.self], class: 'atoll-t-keyword' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.attributeValue], class: 'atoll-t-string' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.escape], class: 'atoll-t-number' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.heading], class: 'atoll-t-name' },
  { tag: [tags.typeName, tags.className, tags.tagName, tags.attributeName, tags.namespace], class: 'atoll-t-type' },
  { tag: [tags.comment, tags.meta, tags.processingInstruction], class: 'atoll-t-comment' },
])

const redraw = StateEffect.define<null>()
/** Lines of one block that are read at most, above and below what is visible. */
const reach = 400
const pause = 120

/**
 * The colours of code. Only code near the viewport is read, and not while somebody types: until a pause the colours move
 * with the text.
 */
export const highlighting = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    #timer: ReturnType<typeof setTimeout> | undefined
    #gone = false

    constructor(view: EditorView) {
      this.decorations = this.#draw(view)
    }

    update(update: ViewUpdate) {
      const redrawn = update.transactions.some(tr => tr.effects.some(effect => effect.is(redraw)))
      const changed = pageOf(update.startState) !== pageOf(update.state)
      if (redrawn || (update.viewportChanged && !changed)) this.decorations = this.#draw(update.view)
      else if (changed) {
        this.decorations = this.decorations.map(update.changes)
        this.#soon(update.view)
      }
    }

    destroy() {
      this.#gone = true
      clearTimeout(this.#timer)
    }

    #soon(view: EditorView) {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.#again(view), pause)
    }

    #again(view: EditorView) {
      if (this.#gone) return
      if (view.composing) this.#soon(view)
      else view.dispatch({ effects: redraw.of(null) })
    }

    #draw(view: EditorView): DecorationSet {
      const ranges: Range<Decoration>[] = []
      for (const section of sections(view)) {
        const language = loadedLanguage(section.language)
        if (!language) {
          loadLanguage(section.language).then(
            () => this.#again(view),
            () => {},
          )
          continue
        }
        const text = view.state.sliceDoc(section.from, section.to)
        highlightTree(language.parser.parse(text), style, (from, to, classes) => {
          ranges.push(colour(classes).range(section.from + from, section.from + to))
        })
      }
      return Decoration.set(ranges)
    }
  },
  { decorations: plugin => plugin.decorations },
)

const colours = new Map<string, Decoration>()

function colour(classes: string): Decoration {
  let decoration = colours.get(classes)
  if (!decoration) colours.set(classes, (decoration = Decoration.mark({ class: classes })))
  return decoration
}

interface Section {
  readonly from: number
  readonly to: number
  readonly language: string
}

/** The stretches of code of a known language that are near what is visible. */
function sections(view: EditorView): Section[] {
  const { doc } = view.state
  const page = pageOf(view.state)
  const found: Section[] = []
  for (const { from, to } of view.visibleRanges) {
    const last = doc.lineAt(to).number
    for (let n = doc.lineAt(from).number; n <= last; n++) {
      const block = blockOf(page, doc.line(n))
      const { language } = block.attributes
      if (block.type !== 'code' || typeof language !== 'string' || !knownLanguage(language)) continue
      const first = edge(page, block, -1)
      const end = edge(page, block, 1)
      n = end
      if (found.at(-1)?.from !== doc.line(first).from) {
        found.push({ from: doc.line(first).from, to: doc.line(end).to, language })
      }
    }
  }
  return found
}

function edge(page: Page, block: Block, way: 1 | -1): number {
  let n = block.line.number
  for (let i = 0; i < reach; i++) {
    if (n + way < 1 || n + way > page.text.lines) break
    const { attributes } = blockOf(page, page.text.line(n + way))
    if (attributes.type !== 'code' || attributes.language !== block.attributes.language) break
    n += way
  }
  return n
}
