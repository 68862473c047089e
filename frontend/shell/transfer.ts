import { chooseFiles } from '../core/choose-files.ts'
import { word } from '../core/words.ts'

/** Files that come in and go out, and paper. */

/** Saves what an address gives. */
export function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}

/** Prints what an address gives, in a frame that nobody sees: the page itself draws only the lines in view. */
export function print(address: string): void {
  const frame = document.createElement('iframe')
  frame.style.cssText = 'position: fixed; width: 0; height: 0; border: 0; visibility: hidden'
  frame.onload = () => {
    const paper = frame.contentWindow
    if (!paper) return
    paper.onafterprint = () => frame.remove()
    paper.focus()
    paper.print()
  }
  frame.src = address
  document.body.append(frame)
}

/** Asks for a file that can come in. */
export function chooseFile(chosen: (file: File) => void): void {
  chooseFiles('.zip,.md,.markdown,.html,.htm,.csv,.atoll', false, ([file]) => {
    if (file) chosen(file)
  })
}

/** What came of a file: the page to look at, if there is one, and what to say beside it. */
export interface Brought {
  readonly page: string
  readonly report: string
}

/** A file was not brought in, for a reason in words for a person. */
export class NotBroughtIn extends Error {}

/** Brings a file in. */
export async function bringIn(file: File, workspace: string): Promise<Brought> {
  const query = new URLSearchParams({ name: file.name, workspace })
  const answer = await fetch(`/import?${query.toString()}`, { method: 'POST', body: file })
  const text = await answer.text()
  if (answer.status === 422) throw new NotBroughtIn(text)
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  const [page = '', ...report] = text.split('\n')
  // What came in anew says everything in the page that it ends with.
  const tell = answer.headers.get('Atoll-Tell')
  return { page, report: tell === 'nothing-new' ? word('import.nothing') : tell ? report.join(' ').trim() : '' }
}

/** What a person is told of an import that failed; what the browser says of a broken connection helps nobody. */
export const toldOf = (fault: unknown): string =>
  fault instanceof NotBroughtIn && fault.message ? fault.message : word('import.failed')
