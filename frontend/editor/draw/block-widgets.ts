import type { Decoration } from '@codemirror/view'
import type { Attributes } from '../../core/attributes.ts'
import { calloutSign } from './callout.ts'
import { fileWidget } from './file-block.ts'
import { chevron } from '../document/folding.ts'
import { imageWidget } from './image.ts'
import { languageChoice } from './language-choice.ts'
import { pageCard } from './page-block.ts'
import { type BlockType, kindOf } from '../document/schema.ts'
import { checkbox } from './task.ts'

export interface Drawn {
  readonly attributes: Attributes
  /** Whether it is the first of the lines that are drawn as one. */
  readonly begins: boolean
  readonly folded: boolean
  readonly readOnly: boolean
}

type Widgets = Partial<Record<BlockType, (block: Drawn) => Decoration | undefined>>

/** What stands at the beginning of a line of each type, beside its text. */
const widgets: Widgets = {
  task: ({ attributes, readOnly }) => checkbox(attributes.checked === true, readOnly),
  toggle: ({ folded }) => chevron(folded),
  callout: ({ attributes, begins }) => (begins ? calloutSign(kindOf(attributes.kind)) : undefined),
  image: ({ attributes, readOnly }) => imageWidget(attributes, readOnly),
  file: ({ attributes }) => fileWidget(attributes),
  page: ({ attributes }) => pageCard(attributes),
  view: ({ attributes }) => pageCard(attributes),
  code: ({ attributes, begins }) => (begins ? languageChoice(attributes.language) : undefined),
}

export const blockWidget = (type: BlockType, block: Drawn): Decoration | undefined => widgets[type]?.(block)
