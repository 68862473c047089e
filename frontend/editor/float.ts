import type { EditorView } from '@codemirror/view'

/** How near a float comes to the edges of the editor, in pixels. */
const edge = 8
const gap = 4

/** What a float needs, in pixels, with the distance to the edge. */
export interface Room {
  readonly width: number
  readonly height: number
}

/**
 * Shows something below a place in the text, within the editor. It is taken away when it loses the focus.
 *
 * @param room what it may come to need; by default what it needs now
 */
export function showFloat(view: EditorView, dom: HTMLElement, at: number, room?: Room): void {
  dom.addEventListener('focusout', event => {
    if (!dom.contains(event.relatedTarget as Node | null)) dom.remove()
  })
  view.dom.append(dom)
  const { width, height } = room ?? { width: dom.offsetWidth + edge, height: dom.offsetHeight + edge }
  const frame = view.dom.getBoundingClientRect()
  const place = view.coordsAtPos(Math.min(at, view.state.doc.length))
  dom.style.left = `${Math.max(edge, Math.min((place?.left ?? 0) - frame.left, frame.width - width))}px`
  dom.style.top = `${Math.max(edge, Math.min((place?.bottom ?? 0) - frame.top + gap, frame.height - height))}px`
}
