import type { EditorState, Extension, Transaction } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { word } from '../../core/words.ts'
import { Edit, blockAt } from '../document/blocks.ts'
import { caretsShown } from '../presence/carets.ts'
import { type OpenMenu, choiceMenu, ofCell } from './choice-menu.ts'
import { make } from '../document/commands.ts'
import { element } from '../popup/dom.ts'
import { host } from '../host/host.ts'
import { type Choice, anyChoices, pageChoices } from './mention-choices.ts'
import { mentionCharacter } from './mentions.ts'
import { isSource } from '../document/schema.ts'

interface Menu extends OpenMenu<Choice> {
  readonly sign: '@' | '[['
}

const longestQuery = 60

function choices(state: EditorState, sign: Menu['sign'], typed: string): Choice[] {
  const { pages, members } = state.facet(host)
  if (sign === '[[') return pageChoices(typed, pages)
  const here = caretsShown(state).map(({ name }) => name)
  return anyChoices(typed, pages, members.everybody(here), new Date())
}

function opened(tr: Transaction): Menu | null {
  const { main } = tr.state.selection
  if (!tr.isUserEvent('input.type') || !main.empty || tr.state.readOnly) return null
  const { line, type } = blockAt(tr.state, main.head)
  if (isSource(type)) return null
  const before = line.text.slice(Math.max(0, main.head - line.from - 3), main.head - line.from)
  const sign = before.endsWith('[[') ? '[[' : /(^|[\s(])@$/.test(before) ? '@' : undefined
  if (!sign) return null
  return { from: main.head - sign.length, sign, items: choices(tr.state, sign, ''), selected: 0 }
}

function continued(menu: Menu, tr: Transaction): Menu | null {
  const from = tr.changes.mapPos(menu.from, 1)
  const { state } = tr
  const { main } = state.selection
  const begin = from + menu.sign.length
  if (!main.empty || main.head < begin || main.head > state.doc.lineAt(from).to) return null
  if (state.sliceDoc(from, begin) !== menu.sign || main.head - begin > longestQuery) return null
  const typed = state.sliceDoc(begin, main.head)
  if (typed.startsWith(' ')) return null
  const items = choices(state, menu.sign, typed)
  if (items.length === 0 || (menu.sign === '@' && /\s/.test(typed) && items.every(isNew))) return null
  return { ...menu, from, items, selected: tr.docChanged ? 0 : menu.selected }
}

const isNew = (choice: Choice) => choice.kind === 'create'

/** Puts what was chosen in the place of what was typed, as one gesture. */
function take(view: EditorView, choice: Choice, menu: Menu): boolean {
  const put = (value: string, from: number, to: number) =>
    make(view, new Edit().remove(from, to).insert(to, mentionCharacter, { mention: value }).done(), from + 1)
  const { head } = view.state.selection.main
  if (choice.kind === 'mention') return put(choice.value, menu.from, head)
  menuOfMentions.leave(view)
  createThen(view, choice.title, menu, head, put)
  return true
}

/** While the page is made the typed words stay; they are replaced only if they are still where they were. */
function createThen(
  view: EditorView,
  title: string,
  { from, sign }: Menu,
  head: number,
  put: (value: string, from: number, to: number) => void,
) {
  const typed = view.state.sliceDoc(from, head)
  void view.state
    .facet(host)
    .pages.create(title)
    .then(node => {
      const { doc } = view.state
      const end = view.state.selection.main.head
      const at = doc.sliceString(from, head) === typed ? from : end - typed.length
      if (at >= 0 && doc.sliceString(at, at + typed.length) === typed && typed.startsWith(sign)) {
        put(`page:${node}`, at, at + typed.length)
      }
    })
    .catch(() => undefined)
}

const menuOfMentions = choiceMenu<Choice, Menu>({
  list: 'atoll-mentions',
  option: 'atoll-mention',
  label: () => word('mention.menu'),
  none: () => word('mention.hint'),
  opened,
  continued,
  content: item => {
    const label = element('span', { class: 'atoll-choice' }, item.label)
    return item.kind === 'mention' && item.hint ? [label, element('small', {}, item.hint)] : [label]
  },
  take,
})

export const mentionMenu: Extension = menuOfMentions.extension
export const mentionMenuOfCell: Extension = [ofCell.of(true), menuOfMentions.extension]
