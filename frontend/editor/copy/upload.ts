import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'
import type { Attributes } from '../../core/attributes.ts'
import { chooseFiles } from '../../core/choose-files.ts'
import { word } from '../../core/words.ts'
import { Edit, blockAt } from '../document/blocks.ts'
import { gesture, make, typePatch } from '../document/commands.ts'
import { element } from '../popup/dom.ts'
import { UploadError, host } from '../host/host.ts'
import { isLoad } from '../document/model.ts'
import { isSource } from '../document/schema.ts'

interface Upload {
  readonly id: number
  readonly at: number
  readonly name: string
  /** Why it was not taken. */
  readonly fault?: string
}

const begin = StateEffect.define<Upload>()
const end = StateEffect.define<number>()
const fail = StateEffect.define<{ id: number; fault: string }>()

/** Files on their way to the instance. Their places move with the text. */
const uploads = StateField.define<readonly Upload[]>({
  create: () => [],
  update(value, tr) {
    if (isLoad(tr)) return []
    let result = value
    if (tr.docChanged && result.length) {
      result = result.map(upload => ({ ...upload, at: tr.changes.mapPos(upload.at, 1) }))
    }
    for (const effect of tr.effects) {
      if (effect.is(begin)) result = [...result, effect.value]
      else if (effect.is(end)) result = result.filter(({ id }) => id !== effect.value)
      else if (effect.is(fail)) {
        const { id, fault } = effect.value
        result = result.map(upload => (upload.id === id ? { ...upload, fault } : upload))
      }
    }
    return result
  },
  provide: field => EditorView.decorations.from(field, drawn),
})

function drawn(all: readonly Upload[]): DecorationSet {
  const ranges = all.map(upload => Decoration.widget({ widget: new Progress(upload), side: 1 }).range(upload.at))
  return Decoration.set(ranges, true)
}

class Progress extends WidgetType {
  readonly upload: Upload

  constructor(upload: Upload) {
    super()
    this.upload = upload
  }

  override eq({ upload }: Progress): boolean {
    return upload.id === this.upload.id && upload.fault === this.upload.fault
  }

  toDOM(view: EditorView): HTMLElement {
    const { id, name, fault } = this.upload
    const dom = element(
      'span',
      { class: 'atoll-upload', role: fault ? 'alert' : 'status' },
      fault ?? word('editor.uploading', name),
    )
    if (!fault) return dom
    const close = element('button', { type: 'button' }, word('close'))
    close.addEventListener('click', () => view.dispatch({ effects: end.of(id) }))
    dom.append(' ', close)
    return dom
  }

  override ignoreEvent(): boolean {
    return true
  }
}

let ids = 0
const images = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'image/svg+xml',
])

/** Whether a browser shows files of this type. */
export const isImage = (type: string): boolean => images.has(type)

/** Gives files to the instance and puts a block for each where the position is by then. */
export async function insertFiles(view: EditorView, files: readonly File[], position: number): Promise<void> {
  for (const file of files) {
    const id = ++ids
    view.dispatch({ effects: begin.of({ id, at: position, name: file.name }) })
    try {
      const { blob, size } = await view.state.facet(host).keep(file)
      const name = file.name.slice(0, 255)
      insertBlock(view, id, { type: isImage(file.type) ? 'image' : 'file', blob, name, size })
      position = view.state.selection.main.head
    } catch (error) {
      if (!(error instanceof UploadError || error instanceof TypeError)) throw error
      const tooLarge = error instanceof UploadError && error.status === 413
      view.dispatch({
        effects: fail.of({
          id,
          fault: tooLarge ? word('editor.file-too-large', file.name) : word('editor.file-not-taken', file.name),
        }),
      })
    }
  }
}

function insertBlock(view: EditorView, id: number, attributes: Attributes): void {
  const { state } = view
  const upload = state.field(uploads).find(each => each.id === id)
  // Another page has been opened meanwhile.
  if (!upload) return
  const { edit, caret } = placed(state, upload.at, attributes)
  view.dispatch({
    ...gesture(state, edit.done()),
    effects: end.of(id),
    selection: { anchor: caret },
    scrollIntoView: true,
    userEvent: 'input.paste',
  })
}

/** The line becomes the block if nothing is in it, else the block comes below; writing goes on below the block. */
function placed(state: EditorState, at: number, attributes: Attributes): { edit: Edit; caret: number } {
  const { line, type } = blockAt(state, at)
  const edit = new Edit()
  const fresh = line.length === 0 && type === 'paragraph'
  if (fresh) edit.block(line.from, typePatch(String(attributes.type), attributes))
  else edit.insert(line.to, '\n', attributes)
  const last = line.number === state.doc.lines
  if (last) edit.insert(line.to, '\n')
  return { edit, caret: line.to + (fresh ? 1 : 2) }
}

/** Makes a block without text of the line at the caret, or below it, as a gesture. */
export function insertBlockAtCaret(view: EditorView, attributes: Attributes): void {
  const { edit, caret } = placed(view.state, view.state.selection.main.head, attributes)
  make(view, edit.done(), caret)
}

/** Lets the person choose files that are put in at the caret. */
export function insertChosenFiles(view: EditorView, accept: string): void {
  chooseFiles(accept, true, files => {
    view.focus()
    void insertFiles(view, files, view.state.selection.main.head)
  })
}

/** The files that a transfer is about: not those that a program adds as a picture of text that it also gives. */
export function filesOf(data: DataTransfer): readonly File[] {
  const files = [...data.files]
  const html = data.getData('text/html')
  if (files.length === 0 || html === '') return files
  const body = html.replace(/<!--.*?-->|<(style|script)\b.*?<\/\1>|<(?!img\b)[^>]*>/gis, '').trim()
  return /^<img\b[^>]*>$/i.test(body) ? files : []
}

export const mayHoldFiles = (state: EditorState, position: number): boolean => !isSource(blockAt(state, position).type)

export const uploading: Extension = uploads
