import { EditorState, type Extension, Prec } from '@codemirror/state'
import { EditorView, keymap, tooltips } from '@codemirror/view'
import { word } from '../core/words.ts'
import { blockSelection } from './menus/block-select.ts'
import { remoteCarets } from './presence/carets.ts'
import { clipboard } from './copy/clipboard.ts'
import { counting } from './aside/count.ts'
import { drawing } from './draw/draw.ts'
import { finding } from './find/find-bar.ts'
import { folding } from './document/folding.ts'
import { handle } from './menus/handle.ts'
import { highlighting } from './draw/highlight.ts'
import { history } from './document/history.ts'
import { keys } from './keys.ts'
import { linkPanel } from './menus/link-panel.ts'
import { formulas } from './draw/math.ts'
import { mentionMenu } from './mentions/mention-menu.ts'
import { mentionTitles } from './mentions/mentions.ts'
import { pageTitles } from './draw/page-block.ts'
import { shortcuts } from './menus/shortcuts.ts'
import { slashMenu } from './menus/slash.ts'
import { tableBlocks } from './table/table.ts'
import { checking } from './draw/task.ts'
import { toolbar } from './menus/toolbar.ts'
import { uploading } from './copy/upload.ts'

/** Everything of the body that does not depend on where it is used. */
export function body(): Extension {
  return [
    history(),
    keys,
    shortcuts(),
    typeOverLines,
    blockSelection,
    folding,
    finding,
    counting,
    tableBlocks,
    drawing,
    checking,
    highlighting,
    formulas,
    remoteCarets,
    clipboard,
    uploading,
    pageTitles,
    mentionTitles,
    mentionMenu,
    slashMenu,
    linkPanel,
    toolbar,
    handle,
    tooltips({ position: 'fixed' }),
    EditorView.lineWrapping,
    EditorView.perLineTextDirection.of(true),
    EditorState.allowMultipleSelections.of(false),
    EditorView.contentAttributes.of({
      'aria-label': word('editor.body'),
      'aria-multiline': 'true',
      'aria-placeholder': word('editor.placeholder'),
      spellcheck: 'true',
      autocorrect: 'on',
      autocapitalize: 'sentences',
      writingsuggestions: 'false',
    }),
  ]
}

/**
 * Typing over several lines. Left to the browser, it would join the lines with styles of its own making, which the content
 * security policy reports, and which the editor throws away anyway.
 */
const typeOverLines = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view
    const { from, to } = state.selection.main
    const typed = event.inputType === 'insertText' && !event.isComposing && !view.composing ? event.data : null
    if (!typed || state.readOnly || state.doc.lineAt(from).to >= to) return false
    event.preventDefault()
    view.dispatch({ ...state.replaceSelection(typed), userEvent: 'input.type', scrollIntoView: true })
    return true
  },
})

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

/** A click in the margin puts the caret into the line beside it. */
export function clickBeside(event: MouseEvent, view: EditorView): void {
  if (event.target !== view.scrollDOM || event.button !== 0 || event.offsetX >= view.scrollDOM.clientWidth) return
  const { left, right } = view.contentDOM.getBoundingClientRect()
  const x = Math.min(Math.max(event.clientX, left + 1), right - 1)
  event.preventDefault()
  view.dispatch({ selection: { anchor: view.posAtCoords({ x, y: event.clientY }, false) } })
  view.focus()
}
