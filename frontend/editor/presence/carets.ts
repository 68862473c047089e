import {
  type EditorState,
  type Extension,
  type Range,
  StateEffect,
  StateField,
  type TransactionSpec,
} from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'
import type { Caret } from '../../core/messages.ts'
import { isLoad } from '../document/model.ts'

const show = StateEffect.define<readonly Caret[]>()

/** A caret with a number that changes when its person moves it, which shows the name again. */
interface Shown extends Caret {
  readonly moves: number
}

function stamped(caret: Caret, before: readonly Shown[]): Shown {
  const known = before.find(other => other.id === caret.id)
  const moved = !known || known.head !== caret.head || known.anchor !== caret.anchor
  return { ...caret, moves: (known?.moves ?? 0) + (moved ? 1 : 0) }
}

/** The carets of the others. Between two messages they move with the text. */
const caretField = StateField.define<{ carets: readonly Shown[]; drawn: DecorationSet }>({
  create: () => ({ carets: [], drawn: Decoration.none }),
  update(value, tr) {
    let { carets } = value
    for (const effect of tr.effects)
      if (effect.is(show)) carets = effect.value.map(caret => stamped(caret, value.carets))
    if (isLoad(tr)) carets = []
    if (tr.docChanged && carets === value.carets && carets.length) {
      carets = carets.map(caret => ({
        ...caret,
        anchor: tr.changes.mapPos(caret.anchor, -1),
        head: tr.changes.mapPos(caret.head, -1),
      }))
    }
    return carets === value.carets ? value : { carets, drawn: draw(carets, tr.state) }
  },
  provide: field => EditorView.decorations.from(field, value => value.drawn),
})

/** Where the others are, and in which colour. */
export const caretsShown = (state: EditorState): readonly { head: number; name: string; look: string }[] =>
  (state.field(caretField, false)?.carets ?? []).map(caret => ({
    head: caret.head,
    name: caret.name,
    look: colorClass(caret),
  }))

export const remoteCarets: Extension = caretField

/** The transaction that shows these carets; undefined where they are shown already. */
export function caretsSpec(state: EditorState, carets: readonly Caret[]): TransactionSpec | undefined {
  const shown = state.field(caretField).carets
  const same = (caret: Caret, i: number) => {
    const other = shown[i]!
    return (
      caret.id === other.id && caret.name === other.name && caret.anchor === other.anchor && caret.head === other.head
    )
  }
  return shown.length === carets.length && carets.every(same) ? undefined : { effects: show.of(carets) }
}

const palette = 8

/** A colour of the theme for a name: what the instance sends as a colour is not trusted as a style. */
export function colorClass({ color, name }: Caret): string {
  let sum = 0
  for (const letter of color + name) sum = (sum * 31 + letter.codePointAt(0)!) >>> 0
  return `atoll-person-${sum % palette}`
}

function draw(carets: readonly Shown[], state: EditorState): DecorationSet {
  const ranges: Range<Decoration>[] = []
  const { length } = state.doc
  for (const caret of carets) {
    const anchor = Math.min(caret.anchor, length)
    const head = Math.min(caret.head, length)
    const color = colorClass(caret)
    if (anchor !== head) {
      const selected = Decoration.mark({ class: `atoll-selection ${color}` })
      ranges.push(selected.range(Math.min(anchor, head), Math.max(anchor, head)))
    }
    ranges.push(Decoration.widget({ widget: new CaretWidget(caret, color), side: -1 }).range(head))
  }
  return Decoration.set(ranges, true)
}

class CaretWidget extends WidgetType {
  readonly caret: Shown
  readonly color: string

  constructor(caret: Shown, color: string) {
    super()
    this.caret = caret
    this.color = color
  }

  override eq(other: CaretWidget): boolean {
    const { caret } = this
    // The same element stays while its person rests, so that the name fades in peace.
    const same = other.color === this.color && other.caret.id === caret.id && other.caret.name === caret.name
    return same && other.caret.moves === caret.moves
  }

  toDOM(): HTMLElement {
    const caret = document.createElement('span')
    caret.className = `atoll-caret ${this.color}`
    caret.setAttribute('aria-hidden', 'true')
    const name = document.createElement('span')
    name.className = 'atoll-caret-name'
    name.textContent = this.caret.name
    caret.append(name)
    return caret
  }

  override get estimatedHeight(): number {
    return -1
  }

  override ignoreEvent(): boolean {
    return true
  }
}
