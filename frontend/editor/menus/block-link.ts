import { EditorView } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { Edit, blockAt } from '../document/blocks.ts'
import { make } from '../document/commands.ts'
import { newId } from '../document/names.ts'
import { pageOf } from '../document/model.ts'

/*
 * A block gets a name of its own when somebody first asks for a link to it. The name moves with the block; a copy of the
 * block does not get it.
 */

/** Puts the address of the block at a position on the clipboard. */
export function copyBlockLink(view: EditorView, position: number): void {
  const { line, attributes } = blockAt(view.state, position)
  let { anchor } = attributes
  if (typeof anchor !== 'string') {
    anchor = newId()
    make(view, new Edit().block(line.from, { anchor }).done(), undefined, 'input.format')
  }
  const address = new URL(location.href)
  address.hash = anchor
  void navigator.clipboard.writeText(address.href).catch(() => {})
  view.dispatch({ effects: EditorView.announce.of(word('editor.link-copied')) })
}

/** The line of the block of that name. */
export function blockNamed(view: EditorView, anchor: string): number | undefined {
  const page = pageOf(view.state)
  if (page.first.anchor === anchor) return 0
  let found: number | undefined
  page.spans.between(0, page.length, (from, _to, span) => {
    if (span.attributes.anchor !== anchor) return undefined
    found = from + 1
    return false
  })
  return found
}

/** Goes to the block that the address of the window names, if it is in this page. */
export function goToNamedBlock(view: EditorView): void {
  const anchor = decodeURIComponent(location.hash.slice(1))
  const at = anchor ? blockNamed(view, anchor) : undefined
  if (at === undefined) return
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'start', yMargin: 80 }) })
}
