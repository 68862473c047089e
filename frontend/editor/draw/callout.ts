import { Decoration, type EditorView, WidgetType } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { Edit, blockAt, blockNumber } from '../document/blocks.ts'
import { make } from '../document/commands.ts'
import { element, icon, icons } from '../popup/dom.ts'
import { openMenu } from '../popup/menu.ts'
import { type Kind, kindNames, runsOn } from '../document/schema.ts'

export const kindIcon = (kind: Kind): string => icons[kind]

/** The sign of a callout, which says its kind; a click offers the others. */
class CalloutSign extends WidgetType {
  readonly kind: Kind

  constructor(kind: Kind) {
    super()
    this.kind = kind
  }

  override eq(other: CalloutSign): boolean {
    return other.kind === this.kind
  }

  toDOM(view: EditorView): HTMLElement {
    const label = `${word('editor.kind')}: ${word(`editor.kinds.${this.kind}`)}`
    const button = element(
      'button',
      { type: 'button', class: 'atoll-callout-sign', 'aria-label': label, title: label, tabindex: '-1' },
      icon(kindIcon(this.kind)),
    )
    button.addEventListener('mousedown', event => event.preventDefault())
    button.addEventListener('click', () => {
      if (view.state.readOnly) return
      const { left, bottom } = button.getBoundingClientRect()
      openMenu(view, {
        label: word('editor.kind'),
        at: { left, top: bottom + 4 },
        position: view.posAtDOM(button),
        items: () =>
          kindNames.map(kind => ({
            name: word(`editor.kinds.${kind}`),
            icon: kindIcon(kind),
            run: position => setKind(view, position, kind),
          })),
      })
    })
    return button
  }

  override ignoreEvent(): boolean {
    return true
  }
}

/** Gives all lines of a callout another kind. */
export function setKind(view: EditorView, position: number, kind: Kind): void {
  const { state } = view
  const start = blockAt(state, position)
  const edit = new Edit()
  const go = (way: 1 | -1) => {
    let last = start
    for (let n = start.line.number + way; ; n += way) {
      const block = blockNumber(state, n)
      if (!block || !runsOn(last.attributes, block.attributes)) return
      edit.block(block.line.from, { kind })
      last = block
    }
  }
  go(-1)
  edit.block(start.line.from, { kind })
  go(1)
  make(view, edit.done(), undefined, 'input.format')
}

const signs = new Map<Kind, Decoration>()

export function calloutSign(kind: Kind): Decoration {
  let sign = signs.get(kind)
  if (!sign) signs.set(kind, (sign = Decoration.widget({ widget: new CalloutSign(kind), side: -1 })))
  return sign
}
