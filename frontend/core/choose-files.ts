/**
 * Asks the person for files.
 *
 * @param accept the kinds as the browser takes them; empty for all
 * @param chosen hears of at least one file, and nothing if the person goes back
 */
export function chooseFiles(accept: string, several: boolean, chosen: (files: readonly File[]) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = several
  if (accept) input.accept = accept
  input.onchange = () => {
    const files = [...(input.files ?? [])]
    if (files.length > 0) chosen(files)
  }
  input.click()
}
