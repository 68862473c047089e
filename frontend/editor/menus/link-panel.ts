import { type EditorState, type Extension, Prec, StateEffect, StateField } from '@codemirror/state'
import { type Command, EditorView, hoverTooltip, keymap, showTooltip } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { Edit } from '../document/blocks.ts'
import { hasText, make, textRanges } from '../document/commands.ts'
import { element, icon, icons } from '../popup/dom.ts'
import { host } from '../host/host.ts'
import { completedAddress, linkedNode, openAddress } from '../document/links.ts'
import { pageOf } from '../document/model.ts'

interface Target {
  readonly from: number
  readonly to: number
}

const edit = StateEffect.define<Target | null>()

const panelField = StateField.define<Target | null>({
  create: () => null,
  update(value, tr) {
    for (const effect of tr.effects) if (effect.is(edit)) return effect.value
    if (!value || !tr.docChanged) return value
    const from = tr.changes.mapPos(value.from, 1)
    const to = tr.changes.mapPos(value.to, -1)
    return to > from ? { from, to } : null
  },
  provide: field =>
    showTooltip.from(field, target => target && { pos: target.from, end: target.to, above: false, create: panel }),
})

export const linkPanelOpen = (state: EditorState): boolean => state.field(panelField, false) != null

/** The link around a position, and where it reaches. */
function linkAt(state: EditorState, position: number): (Target & { readonly link: string }) | undefined {
  const page = pageOf(state)
  const line = state.doc.lineAt(position)
  const runs = page.runs(line.from, line.to)
  const at = runs.findIndex(run => run.from <= position && run.to > position && typeof run.attributes.link === 'string')
  const link = runs[at]?.attributes.link
  if (typeof link !== 'string') return undefined
  let from = at
  let to = at
  while (runs[from - 1]?.attributes.link === link) from--
  while (runs[to + 1]?.attributes.link === link) to++
  return { from: runs[from]!.from, to: runs[to]!.to, link }
}

/** Asks for the address of the selected text. */
export const editLink: Command = view => {
  const { state } = view
  if (state.readOnly || !hasText(state)) return false
  const { from, to } = state.selection.main
  view.dispatch({ effects: edit.of({ from, to }) })
  return true
}

function close(view: EditorView) {
  view.dispatch({ effects: edit.of(null) })
  view.focus()
}

function setLink(view: EditorView, target: Target, link: string | null) {
  const change = new Edit()
  for (const { from, to } of textRanges(view.state, [target])) change.set(from, to, { link })
  make(view, change.done(), undefined, 'input.format')
}

function panel(view: EditorView) {
  const target = view.state.field(panelField)!
  const field = element('input', {
    type: 'text',
    inputmode: 'url',
    placeholder: 'https://',
    'aria-label': word('editor.link-address'),
    spellcheck: 'false',
  })
  const known = pageOf(view.state)
    .runs(target.from, target.to)
    .find(run => run.attributes.link !== undefined)
  field.value = typeof known?.attributes.link === 'string' ? known.attributes.link : ''
  const apply = () => {
    const now = view.state.field(panelField)
    const link = completedAddress(field.value)
    if (!now) return
    if (field.value.trim() !== '' && !link) {
      field.setCustomValidity(word('editor.link-unsafe'))
      field.reportValidity()
      return
    }
    setLink(view, now, link ?? null)
    close(view)
  }
  field.addEventListener('input', () => field.setCustomValidity(''))
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter') apply()
    else if (event.key === 'Escape') close(view)
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  const button = element('button', { type: 'button', class: 'atoll-apply' }, word('editor.link-apply'))
  button.addEventListener('click', apply)
  const dom = element('div', { class: 'atoll-link-panel atoll-float' }, field, button)
  dom.addEventListener('focusout', event => {
    if (!dom.contains(event.relatedTarget as Node | null) && view.state.field(panelField)) {
      setTimeout(() => view.dispatch({ effects: edit.of(null) }))
    }
  })
  return { dom, mount: () => field.select(), offset: { x: 0, y: 6 } }
}

/** What a link offers when the mouse rests on it. */
const card = hoverTooltip(
  (view, position) => {
    const found = linkAt(view.state, position)
    if (!found) return null
    const { from, to, link } = found
    return {
      pos: from,
      end: to,
      above: false,
      create: () => ({ dom: cardDom(view, found, link), offset: { x: 0, y: 4 } }),
    }
  },
  { hoverTime: 350, hideOnChange: true },
)

function cardDom(view: EditorView, target: Target, link: string): HTMLElement {
  const address = element('span', { class: 'atoll-address' }, link)
  const button = (label: string, path: string, run: () => void) => {
    const result = element('button', { type: 'button', title: label, 'aria-label': label }, icon(path))
    result.addEventListener('mousedown', event => event.preventDefault())
    result.addEventListener('click', run)
    return result
  }
  const dom = element('div', { class: 'atoll-link-card atoll-float' }, address)
  dom.append(button(word('editor.link-open'), icons.open, () => openLink(view, link)))
  if (view.state.readOnly) return dom
  dom.append(button(word('editor.link-edit'), icons.edit, () => view.dispatch({ effects: edit.of(target) })))
  dom.append(button(word('editor.link-remove'), icons.remove, () => setLink(view, target, null)))
  return dom
}

/** Opens an address beside this page; a link to another page is the shell's to follow. */
function openLink(view: EditorView, link: string) {
  const id = linkedNode(link)
  if (!id) return openAddress(link)
  view.state.facet(host).pages.open(id)
}

const openAtCaret: Command = view => {
  const found = linkAt(view.state, view.state.selection.main.head)
  if (found) openLink(view, found.link)
  return found !== undefined
}

export const linkPanel: Extension = [
  panelField,
  card,
  EditorView.domEventHandlers({
    mousedown(event, view) {
      if (event.button !== 0 || !(event.ctrlKey || event.metaKey || view.state.readOnly)) return false
      const position = view.posAtCoords({ x: event.clientX, y: event.clientY })
      const found = position === null ? undefined : linkAt(view.state, position)
      if (!found) return false
      event.preventDefault()
      openLink(view, found.link)
      return true
    },
    click(event) {
      // A plain click puts the caret into the link; the browser must not follow it.
      if ((event.target as Element).closest?.('a.atoll-link')) event.preventDefault()
    },
  }),
  Prec.high(
    keymap.of([
      { key: 'Mod-k', run: editLink },
      { key: 'Alt-Enter', run: openAtCaret },
    ]),
  ),
]
