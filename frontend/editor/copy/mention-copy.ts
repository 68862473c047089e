import type { Fragment, Piece } from './line.ts'
import type { Pages } from '../host/host.ts'
import type { Members } from '../host/members.ts'
import { mentionCharacter, mentionText, parseMention } from '../mentions/mentions.ts'

/** The same fragment with the words of each mention in the place of its character, for other programs. */
export function withMentionsNamed(fragment: Fragment, pages: Pages, members: Members): Fragment {
  return fragment.map(line => ({ ...line, pieces: line.pieces.flatMap(piece => named(piece, pages, members)) }))
}

function named(piece: Piece, pages: Pages, members: Members): Piece[] {
  const mention = parseMention(piece.marks.mention)
  if (!mention || !piece.text.includes(mentionCharacter)) return [piece]
  return [...piece.text].map(letter =>
    letter === mentionCharacter
      ? { text: mentionText(mention, pages, members), marks: piece.marks }
      : { ...piece, text: letter },
  )
}
