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
  const place = view.coordsAtPos(Math.min(at, view.state.doc.length))
  placeFloat(view, dom, { left: place?.left ?? 0, top: (place?.bottom ?? 0) + gap }, room)
}

/** Puts a float that the editor holds at a place on the screen, or as near to it as it fits into the editor. */
export function placeFloat(
  view: EditorView,
  dom: HTMLElement,
  { left, top }: { readonly left: number; readonly top: number },
  room: Room = { width: dom.offsetWidth + edge, height: dom.offsetHeight + edge },
): void {
  const frame = view.dom.getBoundingClientRect()
  dom.style.left = `${Math.max(edge, Math.min(left - frame.left, frame.width - room.width))}px`
  dom.style.top = `${Math.max(edge, Math.min(top - frame.top, frame.height - room.height))}px`
}
