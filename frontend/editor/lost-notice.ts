import { word } from '../core/words.ts'
import { element } from './popup/dom.ts'

/** Text that the instance did not take: it is no longer in the page, so it is kept here until it is copied or waved off. */
export function lostNotice(text: string, reason: string): HTMLElement {
  const notice = element('div', { class: 'atoll-notice', role: 'alert' })
  const copy = element('button', { type: 'button', class: 'atoll-apply' }, word('editor.copy-lost'))
  const close = element('button', { type: 'button' }, word('close'))
  const lost = element('textarea', { readonly: true, rows: '3', 'aria-label': word('editor.lost') })
  lost.value = text
  copy.addEventListener('click', () => {
    lost.select()
    void navigator.clipboard?.writeText(text).catch(() => {})
  })
  close.addEventListener('click', () => notice.remove())
  const buttons = element('div', { class: 'atoll-notice-buttons' }, copy, close)
  const box = element(
    'div',
    { class: 'atoll-lost atoll-float' },
    element('strong', {}, word('editor.lost')),
    ' ',
    reason,
    lost,
    buttons,
  )
  notice.append(box)
  return notice
}
