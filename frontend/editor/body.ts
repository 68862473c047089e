import { EditorState, type Extension, Prec } from '@codemirror/state'
import { EditorView, keymap, placeholder, tooltips } from '@codemirror/view'
import { words } from '../core/words.ts'
import { remoteCarets } from './carets.ts'
import { clipboard } from './clipboard.ts'
import { drawing } from './draw.ts'
import { handle } from './handle.ts'
import { highlighting } from './highlight.ts'
import { history } from './history.ts'
import { keys } from './keys.ts'
import { linkPanel } from './link-panel.ts'
import { shortcuts } from './shortcuts.ts'
import { slashMenu } from './slash.ts'
import { toolbar } from './toolbar.ts'

/** Everything of the body that does not depend on where it is used. */
export function body(): Extension {
  return [
    history(),
    keys,
    shortcuts(),
    drawing,
    highlighting,
    remoteCarets,
    clipboard,
    slashMenu,
    linkPanel,
    toolbar,
    handle,
    tooltips({ position: 'fixed' }),
    EditorView.lineWrapping,
    EditorView.perLineTextDirection.of(true),
    EditorState.allowMultipleSelections.of(false),
    placeholder(words.placeholder),
    EditorView.contentAttributes.of({
      'aria-label': words.body,
      'aria-multiline': 'true',
      spellcheck: 'true',
      autocorrect: 'on',
      autocapitalize: 'sentences',
      writingsuggestions: 'false',
    }),
  ]
}

/** Keys that leave the body for the title, at its very beginning only. */
export function leaveUpwards(leave: (view: EditorView) => void): Extension {
  const up = (view: EditorView) => {
    const { main } = view.state.selection
    if (!main.empty || view.moveVertically(main, false).head !== main.head) {
      if (!main.empty || view.state.doc.lineAt(main.head).number > 1) return false
      const above = view.moveVertically(main, false)
      const top = view.coordsAtPos(main.head)?.top
      if (above.head !== 0 || (view.coordsAtPos(0)?.top ?? 0) < (top ?? 0) - 2) return false
    }
    leave(view)
    return true
  }
  return Prec.high(keymap.of([{ key: 'ArrowUp', run: up }]))
}
