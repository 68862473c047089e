import type { Attributes } from '../../core/attributes.ts'

export interface Piece {
  readonly text: string
  readonly marks: Attributes
}

/** One block with its text, outside of a page: copied, or to be pasted. */
export interface FragmentLine {
  readonly attributes: Attributes
  readonly pieces: readonly Piece[]
}

/** Several blocks; the first and the last may be parts of blocks. */
export type Fragment = readonly FragmentLine[]

export const lineText = ({ pieces }: FragmentLine): string => pieces.map(piece => piece.text).join('')
