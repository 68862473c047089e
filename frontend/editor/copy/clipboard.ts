import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { Edit, blockAt } from '../document/blocks.ts'
import { hasText, make, setMark } from '../document/commands.ts'
import { fragmentOf, insertFragment, plainFragment } from './fragment.ts'
import { type Pasted, fromHtml } from './html-in.ts'
import { toHtml } from './html-out.ts'
import { safeAddress } from '../document/links.ts'
import { host } from '../host/host.ts'
import { withMentionsNamed } from './mention-copy.ts'
import { fromMarkdown, looksLikeMarkdown } from './markdown-in.ts'
import { toMarkdown } from './markdown-out.ts'
import { filesOf, insertFiles, mayHoldFiles } from './upload.ts'

/** The last paste was asked for as bare text: Ctrl-Shift-V. */
let asPlain = false

function put(view: EditorView, data: DataTransfer): boolean {
  const { from, to, empty } = view.state.selection.main
  if (empty) return false
  const { pages, members } = view.state.facet(host)
  const fragment = withMentionsNamed(fragmentOf(view.state, from, to), pages, members)
  const code = fragment.every(line => line.attributes.type === 'code') || blockAt(view.state, from).type === 'code'
  data.setData('text/plain', code ? view.state.sliceDoc(from, to) : toMarkdown(fragment))
  data.setData('text/html', toHtml(fragment))
  return true
}

/** Without halves of surrogate pairs, which no page can hold. */
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\ufffd')

/** What a transfer holds, with as much structure as it has and as the place can take. */
export function taken(data: DataTransfer, plain: boolean): Pasted {
  const html = wellFormed(data.getData('text/html'))
  const text = wellFormed(data.getData('text/plain'))
  // Code editors give their colours as HTML; the text is what is meant.
  const fromCodeEditor = data.types.includes('vscode-editor-data')
  if (html && !plain && !fromCodeEditor) {
    const pasted = fromHtml(html)
    if (pasted.fragment.length || pasted.pictures.length) return pasted
  }
  if (!text) return { fragment: [], pictures: [] }
  return { fragment: !plain && looksLikeMarkdown(text) ? fromMarkdown(text) : plainFragment(text), pictures: [] }
}

/** Puts what was taken in the place of [from, to). Pictures come below it, once the instance has them. */
function insert(view: EditorView, from: number, to: number, { fragment, pictures }: Pasted): boolean {
  if (fragment.length) insertFragment(view, from, to, fragment)
  const { head } = view.state.selection.main
  if (pictures.length && mayHoldFiles(view.state, head)) void insertFiles(view, pictures, head)
  return fragment.length > 0 || pictures.length > 0
}

function paste(view: EditorView, data: DataTransfer, plain: boolean): boolean {
  const { from, to } = view.state.selection.main
  const text = data.getData('text/plain').trim()
  const address = /^\S+$/.test(text) ? safeAddress(text) : undefined
  const block = blockAt(view.state, from)
  if (address && !plain && block.type !== 'code') {
    if (hasText(view.state)) return setMark(view, 'link', address)
    insertFragment(view, from, to, [{ attributes: {}, pieces: [{ text, marks: { link: address } }] }])
    return true
  }
  return insert(view, from, to, taken(data, plain || block.type === 'code'))
}

/** Where what is being dragged came from, if from this view. */
let dragged: { view: EditorView; from: number; to: number } | undefined

function drop(event: DragEvent, view: EditorView): boolean {
  const data = event.dataTransfer
  const at = view.posAtCoords({ x: event.clientX, y: event.clientY })
  const own = dragged?.view === view ? dragged : undefined
  dragged = undefined
  if (!data || at === null || view.state.readOnly) return true
  if (data.files.length) {
    if (mayHoldFiles(view.state, at)) void insertFiles(view, filesOf(data), at)
    view.focus()
    return true
  }
  const pasted = taken(data, false)
  if (own && at >= own.from && at <= own.to) return true
  if (!own || event.ctrlKey || event.altKey) insert(view, at, at, pasted)
  else {
    make(view, new Edit().remove(own.from, own.to).done(), undefined, 'delete.drop')
    const place = at > own.to ? at - (own.to - own.from) : at
    insert(view, place, place, pasted)
  }
  view.focus()
  return true
}

/** Copy gives HTML and Markdown; paste and drop take HTML, Markdown and bare text, and run nothing of it. */
export const clipboard: Extension = EditorView.domEventHandlers({
  copy(event, view) {
    if (!event.clipboardData || !put(view, event.clipboardData)) return false
    event.preventDefault()
    return true
  },
  cut(event, view) {
    if (view.state.readOnly || !event.clipboardData || !put(view, event.clipboardData)) return false
    const { from, to } = view.state.selection.main
    make(view, new Edit().remove(from, to).done(), from, 'delete.cut')
    event.preventDefault()
    return true
  },
  keydown(event) {
    asPlain = event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v'
    return false
  },
  paste(event, view) {
    const plain = asPlain
    asPlain = false
    if (view.state.readOnly || !event.clipboardData) return false
    event.preventDefault()
    const files = plain ? [] : filesOf(event.clipboardData)
    const { head } = view.state.selection.main
    if (files.length && mayHoldFiles(view.state, head)) void insertFiles(view, files, head)
    else paste(view, event.clipboardData, plain)
    return true
  },
  dragstart(event, view) {
    const { from, to, empty } = view.state.selection.main
    if (empty || !event.dataTransfer || !put(view, event.dataTransfer)) return false
    event.dataTransfer.effectAllowed = 'copyMove'
    dragged = { view, from, to }
    return true
  },
  dragend() {
    dragged = undefined
    return false
  },
  drop(event, view) {
    event.preventDefault()
    return drop(event, view)
  },
})
