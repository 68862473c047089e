import { type EditorState, type Extension, Prec, StateField } from '@codemirror/state'
import { type Command, EditorView, type Tooltip, keymap, showTooltip } from '@codemirror/view'
import { type KeyPart, word } from '../../core/words.ts'
import { blocksPicked } from './block-select.ts'
import { beginComment, commentIcon, mayComment } from '../comments/comments.ts'
import { hasMark, hasText, setMark, toggleMark } from '../document/commands.ts'
import { element, icon, icons } from '../popup/dom.ts'
import { findOpen } from '../find/find.ts'
import { editLink, linkPanelOpen } from './link-panel.ts'
import { type MenuItem, openMenu } from '../popup/menu.ts'
import { type Color, palette } from '../document/schema.ts'

type Mark = KeyPart<'mark.'>

const marks: readonly [Mark, string][] = [
  ['bold', 'B'],
  ['italic', 'I'],
  ['underline', 'U'],
  ['strike', 'Shift+X'],
  ['code', 'E'],
  ['link', 'K'],
  ['math', ''],
  ['color', ''],
]

const modifier = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '') ? '⌘' : 'Ctrl+'

/** The format of the selected text, above it. */
function create(view: EditorView) {
  const dom = element('div', {
    class: 'atoll-toolbar atoll-float',
    role: 'toolbar',
    'aria-label': word('editor.toolbar'),
  })
  const buttons = marks.map(([mark, key], i) => {
    const button = element(
      'button',
      {
        type: 'button',
        title: key ? `${word(`mark.${mark}`)} (${modifier}${key})` : word(`mark.${mark}`),
        'aria-label': word(`mark.${mark}`),
      },
      icon(icons[mark]),
    )
    button.tabIndex = i === 0 ? 0 : -1
    const run: Command = mark === 'link' ? editLink : toggleMark(mark)
    button.addEventListener('click', () => (mark === 'color' ? markColors(view, button) : run(view)))
    return button
  })
  const comment = commentButton(view)
  if (comment) {
    comment.tabIndex = -1
    buttons.push(comment)
  }
  dom.append(...buttons)
  // The selection stays where it is, and so does the focus.
  dom.addEventListener('mousedown', event => event.preventDefault())
  dom.addEventListener('keydown', event => moveFocus(event, buttons, view))
  const press = (state: EditorState) =>
    marks.forEach(([mark], i) => buttons[i]!.setAttribute('aria-pressed', String(hasMark(state, mark))))
  press(view.state)
  return { dom, update: (update: { state: EditorState }) => press(update.state), offset: { x: 0, y: 6 } }
}

/** Begins a comment on the selected text; nothing where nobody shows comments. */
function commentButton(view: EditorView): HTMLButtonElement | undefined {
  const [begin] = view.state.facet(beginComment)
  if (!begin) return undefined
  const label = word('comments.add')
  const title = `${label} (${word('comments.keys')})`
  const button = element('button', { type: 'button', title, 'aria-label': label }, icon(commentIcon))
  button.addEventListener('click', () => begin(view))
  return button
}

/** What stands above the selection where comments are all that may be written. */
function createForComments(view: EditorView) {
  const label = word('editor.toolbar')
  const dom = element('div', { class: 'atoll-toolbar atoll-float', role: 'toolbar', 'aria-label': label })
  dom.append(...[commentButton(view)].filter(button => button !== undefined))
  dom.addEventListener('mousedown', event => event.preventDefault())
  return { dom, offset: { x: 0, y: 6 } }
}

/** Offers the colours of text and of what lies behind it. */
function markColors(view: EditorView, button: HTMLElement): void {
  const { left, bottom } = button.getBoundingClientRect()
  const item = (mark: 'color' | 'highlight', color: Color, title?: string): MenuItem => ({
    ...(title ? { title } : {}),
    name: word(`editor.colors.${color}`),
    icon: icons.color,
    look: `atoll-${mark}-${color}`,
    run: () => setMark(view, mark, color),
  })
  const none = () => {
    setMark(view, 'color', null)
    setMark(view, 'highlight', null)
  }
  openMenu(view, {
    label: word('mark.color'),
    at: { left, top: bottom + 6 },
    position: view.state.selection.main.head,
    items: () => [
      { name: word('editor.no-color'), icon: icons.clear, run: none },
      ...palette.map((color, i) => item('color', color, i === 0 ? word('editor.text-color') : undefined)),
      ...palette.map((color, i) => item('highlight', color, i === 0 ? word('editor.background') : undefined)),
    ],
  })
}

function moveFocus(event: KeyboardEvent, buttons: readonly HTMLElement[], view: EditorView) {
  const at = buttons.indexOf(event.target as HTMLElement)
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step) {
    const next = buttons[(at + step + buttons.length) % buttons.length]!
    buttons[at]!.tabIndex = -1
    next.tabIndex = 0
    next.focus()
  } else if (event.key === 'Escape') view.focus()
  else return
  event.preventDefault()
  event.stopPropagation()
}

function toolbarFor(state: EditorState): Tooltip | null {
  const { main } = state.selection
  if (main.empty || !mayComment(state) || blocksPicked(state) || linkPanelOpen(state) || findOpen(state)) return null
  if (!hasText(state)) return null
  return {
    pos: main.head < main.anchor ? main.from : main.head,
    above: true,
    strictSide: false,
    create: state.readOnly ? createForComments : create,
  }
}

const focusToolbar: Command = view => {
  const button = view.dom.querySelector<HTMLElement>('.atoll-toolbar [tabindex="0"]')
  button?.focus()
  return button !== null
}

/** While the mouse selects, nothing floats in its way. */
const quietWhileSelecting = EditorView.domEventHandlers({
  mousedown(event, view) {
    const root = view.root as ShadowRoot
    if (event.button !== 0) return
    root.host.toggleAttribute('selecting', true)
    addEventListener('mouseup', () => root.host.toggleAttribute('selecting', false), { once: true })
  },
})

export const toolbar: Extension = [
  StateField.define<Tooltip | null>({
    create: toolbarFor,
    update: (value, tr) =>
      tr.docChanged || tr.selection || tr.effects.length || tr.reconfigured ? toolbarFor(tr.state) : value,
    provide: field => showTooltip.from(field),
  }),
  quietWhileSelecting,
  Prec.high(keymap.of([{ key: 'Alt-F10', run: focusToolbar }])),
]
