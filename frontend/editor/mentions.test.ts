import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pages } from './host.ts'
import { type Choice, anyChoices, isoDay, pageChoices } from './mention-choices.ts'
import { withMentionsNamed } from './mention-copy.ts'
import { mentionText, parseMention } from './mentions.ts'

const titles: Readonly<Record<string, string>> = { 'a-1': 'Plan', 'a-2': 'Planets', 'a-3': '' }
const pages: Pages = {
  title: node => titles[node],
  icon: () => '',
  search: typed => Object.keys(titles).filter(node => titles[node]!.toLowerCase().includes(typed.toLowerCase())),
  open: () => {},
  create: () => Promise.resolve('a-9'),
  onChange: () => () => {},
}
const shown = (choices: readonly Choice[]) =>
  choices.map(choice => (choice.kind === 'create' ? `new ${choice.title}` : choice.value))

test('only pages, days and people are mentions', () => {
  assert.deepEqual(parseMention('page:a-1'), { kind: 'page', node: 'a-1' })
  assert.deepEqual(parseMention('date:2030-12-31'), { kind: 'date', date: '2030-12-31' })
  assert.deepEqual(parseMention('person:Ada'), { kind: 'person', name: 'Ada' })
  for (const wrong of ['page:a/b', 'date:tomorrow', 'script:x', 'page:', '', 7, undefined])
    assert.equal(parseMention(wrong), undefined)
})

test('a mention of a page reads as its title now, and says so when the page is gone', () => {
  assert.equal(mentionText({ kind: 'page', node: 'a-1' }, pages), 'Plan')
  assert.equal(mentionText({ kind: 'page', node: 'a-3' }, pages), 'Untitled')
  assert.equal(mentionText({ kind: 'page', node: 'b-1' }, pages), 'A page that is not here')
})

test('a new page is offered where none has exactly that title', () => {
  assert.deepEqual(shown(pageChoices('plan', pages)), ['page:a-1', 'page:a-2'])
  assert.deepEqual(shown(pageChoices('plane', pages)), ['page:a-2', 'new plane'])
})

test('days and people come before pages', () => {
  const now = new Date(2030, 11, 31, 23, 59)
  assert.deepEqual(shown(anyChoices('tod', pages, ['Tod'], now)), ['date:2030-12-31', 'person:Tod', 'new tod'])
  assert.deepEqual(shown(anyChoices('tomorrow', pages, [], now)), ['date:2031-01-01', 'new tomorrow'])
  assert.deepEqual(shown(anyChoices('2031-02-03', pages, [], now)), ['date:2031-02-03', 'new 2031-02-03'])
  assert.equal(isoDay(now), '2030-12-31')
})

test('other programs get the words of a mention', () => {
  const marks = { mention: 'page:a-1', bold: true }
  const copied = withMentionsNamed([{ attributes: {}, pieces: [{ text: '\ufffc!', marks }] }], pages)
  assert.deepEqual(
    copied[0]!.pieces.map(piece => piece.text),
    ['Plan', '!'],
  )
})
