import {
  Annotation,
  type ChangeSet,
  type EditorState,
  StateEffect,
  StateField,
  Transaction,
  type TransactionSpec,
} from '@codemirror/state'
import { type Attributes, noAttributes } from '../../core/attributes.ts'
import { DeltaBuilder } from '../../core/delta.ts'
import { Page, type Step, noStep, toChanges } from '../../core/page.ts'
import { isNoStep } from '../../core/rebase.ts'
import { growing, isMark } from './schema.ts'

/** The step that a transaction makes, where it does more than change the bare text. Its text changes are the same. */
const exactly = Annotation.define<Step>()
const load = StateEffect.define<Page>()
/** Marks that the next typed text gets at the caret, instead of those of the text before it. */
const storeMarks = StateEffect.define<Attributes | null>()

export interface PageState {
  readonly page: Page
  /** What the last transaction did. */
  readonly step: Step
  readonly stored: Attributes | null
}

/** The page beside CodeMirror's document, whose text is the same: marks and blocks, and the step of each transaction. */
export const pageField = StateField.define<PageState>({
  create: () => ({ page: Page.empty, step: noStep, stored: null }),
  update(value, tr) {
    for (const effect of tr.effects) if (effect.is(load)) return { page: effect.value, step: noStep, stored: null }
    const step = tr.annotation(exactly) ?? (tr.docChanged ? plainStep(value, tr.changes) : noStep)
    const stored = storedAfter(value, tr, step)
    if (isNoStep(step) && stored === value.stored) return value.step === noStep ? value : { ...value, step: noStep }
    const page = isNoStep(step) ? value.page : value.page.changed(step, tr.changes, tr.newDoc)
    return { page, step, stored }
  },
})

export const pageOf = (state: EditorState): Page => state.field(pageField).page
export const stepOf = (tr: Transaction): Step => tr.state.field(pageField).step

function storedAfter(value: PageState, tr: Transaction, step: Step): Attributes | null {
  for (const effect of tr.effects) if (effect.is(storeMarks)) return effect.value
  if (!value.stored || isRemote(tr)) return value.stored
  const typed = tr.docChanged && tr.isUserEvent('input.type') && !step.delta.some(part => breaks(part))
  return tr.selection && !typed ? null : value.stored
}

const breaks = (part: object) => 'insert' in part && (part.insert as string).includes('\n')

/**
 * What a change of bare text means: inserted text gets the marks that typing there gives. Marks do not reach over breaks;
 * a break that is inserted as bare text opens a plain block.
 */
function plainStep({ page, stored }: PageState, changes: ChangeSet): Step {
  const result = new DeltaBuilder()
  let position = 0
  changes.iterChanges((from, to, _newFrom, _newTo, inserted) => {
    const marks = inserted.length ? (stored ?? typingMarks(page, from, to)) : noAttributes
    result.keep(from - position)
    let lines = 0
    for (const line of inserted.iterLines()) {
      if (lines++ > 0) result.insert('\n')
      result.insert(line, marks)
    }
    result.remove(to - from)
    position = to
  }, true)
  return { delta: result.done() }
}

/** Of all attributes of a character those that are marks. */
export function marksOf(attributes: Attributes): Attributes {
  const entries = Object.entries(attributes).filter(([key]) => isMark(key))
  return entries.length ? Object.fromEntries(entries) : noAttributes
}

/** The marks of text that replaces [from, to): those of the replaced text, else those that reach the place. */
export function typingMarks(page: Page, from: number, to: number): Attributes {
  if (to > from) return isBreak(page, from) ? noAttributes : marksOf(page.at(from))
  const before = from > 0 && !isBreak(page, from - 1) ? marksOf(page.at(from - 1)) : undefined
  const after = from < page.length && !isBreak(page, from) ? marksOf(page.at(from)) : undefined
  const source = before ?? after ?? noAttributes
  // Marks that do not grow stay only between two characters that both have them.
  const entries = Object.entries(source).filter(
    ([key, value]) => growing.includes(key) || (key !== 'mention' && before?.[key] === value && after?.[key] === value),
  )
  return entries.length ? Object.fromEntries(entries) : noAttributes
}

export function isBreak(page: Page, position: number): boolean {
  return page.text.sliceString(position, position + 1) === '\n'
}

/** The part of a transaction that makes a step. */
export function stepSpec(state: EditorState, step: Step, annotations: Annotation<unknown>[] = []): TransactionSpec {
  return { changes: toChanges(step.delta, state.doc.length), annotations: [exactly.of(step), ...annotations] }
}

/** The transaction that takes over somebody else's step: not to be undone here, and the scroll position stays. */
export function remoteSpec(state: EditorState, step: Step): TransactionSpec {
  return stepSpec(state, step, [Transaction.addToHistory.of(false), Transaction.remote.of(true)])
}

export const isRemote = (tr: Transaction): boolean => tr.annotation(Transaction.remote) === true

/** The transaction that shows a page instead of what is shown. */
export function loadSpec(state: EditorState, page: Page): TransactionSpec {
  return {
    changes: { from: 0, to: state.doc.length, insert: page.text },
    effects: load.of(page),
    annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true)],
    selection: { anchor: 0 },
  }
}

export const isLoad = (tr: Transaction): boolean => tr.effects.some(effect => effect.is(load))

export const storedSpec = (marks: Attributes | null): TransactionSpec => ({ effects: storeMarks.of(marks) })
