import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pages } from '../host/host.ts'
import { type Choice, anyChoices, isoDay, pageChoices } from './mention-choices.ts'
import { namedBy, withIds } from '../comments/comment-persons.ts'
import { Members } from '../host/members.ts'
import { withMentionsNamed } from '../copy/mention-copy.ts'
import { mentionText, parseMention, personMention } from './mentions.ts'

const titles: Readonly<Record<string, string>> = { 'a-1': 'Plan', 'a-2': 'Planets', 'a-3': '' }
const pages: Pages = {
  title: node => titles[node],
  icon: () => '',
  search: typed => Object.keys(titles).filter(node => titles[node]!.toLowerCase().includes(typed.toLowerCase())),
  open: () => {},
  create: () => Promise.resolve('a-9'),
  onChange: () => () => {},
}
const idOfAda = '0a'.repeat(32)
const idOfOther = '0b'.repeat(32)
const members = new Members()
members.set([
  { id: idOfAda, name: 'Ada', role: 'owner' },
  { id: idOfOther, name: 'ada', role: 'viewer' },
  { id: '0c'.repeat(32), name: 'Ben', role: 'editor' },
  { id: '0d'.repeat(32), name: '', role: 'editor' },
])
const shown = (choices: readonly Choice[]) =>
  choices.map(choice => (choice.kind === 'create' ? `new ${choice.title}` : choice.value))

test('only pages, days and people are mentions', () => {
  assert.deepEqual(parseMention('page:a-1'), { kind: 'page', node: 'a-1' })
  assert.deepEqual(parseMention('date:2030-12-31'), { kind: 'date', date: '2030-12-31' })
  assert.deepEqual(parseMention('person:Ada'), { kind: 'person', name: 'Ada' })
  assert.deepEqual(parseMention(`person:${idOfAda}:Ada`), { kind: 'person', id: idOfAda, name: 'Ada' })
  assert.deepEqual(parseMention(personMention(idOfAda, 'A: b')), { kind: 'person', id: idOfAda, name: 'A: b' })
  for (const wrong of ['page:a/b', 'date:tomorrow', 'script:x', 'page:', '', 7, undefined])
    assert.equal(parseMention(wrong), undefined)
})

test('a mention of a page reads as its title now, and says so when the page is gone', () => {
  assert.equal(mentionText({ kind: 'page', node: 'a-1' }, pages, members), 'Plan')
  assert.equal(mentionText({ kind: 'page', node: 'a-3' }, pages, members), 'Untitled')
  assert.equal(mentionText({ kind: 'page', node: 'b-1' }, pages, members), 'A page that is not here')
})

test('a new page is offered where none has exactly that title', () => {
  assert.deepEqual(shown(pageChoices('plan', pages)), ['page:a-1', 'page:a-2'])
  assert.deepEqual(shown(pageChoices('plane', pages)), ['page:a-2', 'new plane'])
})

test('days and people come before pages', () => {
  const now = new Date(2030, 11, 31, 23, 59)
  assert.deepEqual(shown(anyChoices('tod', pages, [{ id: undefined, name: 'Tod', hint: '' }], now)), [
    'date:2030-12-31',
    'person:Tod',
    'new tod',
  ])
  assert.deepEqual(shown(anyChoices('tomorrow', pages, [], now)), ['date:2031-01-01', 'new tomorrow'])
  assert.deepEqual(shown(anyChoices('2031-02-03', pages, [], now)), ['date:2031-02-03', 'new 2031-02-03'])
  assert.equal(isoDay(now), '2030-12-31')
})

test('other programs get the words of a mention', () => {
  const marks = { mention: 'page:a-1', bold: true }
  const copied = withMentionsNamed([{ attributes: {}, pieces: [{ text: '\ufffc!', marks }] }], pages, members)
  assert.deepEqual(
    copied[0]!.pieces.map(piece => piece.text),
    ['Plan', '!'],
  )
})

test('a person is shown by the name of now, and by the name of then where nobody has the id', () => {
  const named = (id: string) => mentionText({ kind: 'person', id, name: 'Ada B.' }, pages, members)
  assert.deepEqual([named(idOfAda), named('0e'.repeat(32))], ['@Ada', '@Ada B.'])
  assert.equal(mentionText({ kind: 'person', name: 'Ada B.' }, pages, members), '@Ada B.')
})

test('two of one name are told apart, and whoever is here without being a member is named by the name', () => {
  assert.deepEqual(
    members.everybody(['ben', 'Guest', 'Guest', '']).map(({ id, name, hint }) => [id?.slice(0, 4), name, hint]),
    [
      ['0a0a', 'Ada', 'Owner · 0a0a'],
      ['0b0b', 'ada', 'Viewer · 0b0b'],
      ['0c0c', 'Ben', ''],
      [undefined, 'Guest', ''],
    ],
  )
})

test('a comment holds the ids of those whom it names, and of nobody where the name is of two', () => {
  const people = members.everybody(['Guest'])
  const stored = withIds('@ben, @Benjamin, @Ada, me@Ben, @Guest and @ada#0b0b: hi', people)
  assert.equal(stored, `@{${'0c'.repeat(32)}:Ben}, @Benjamin, @Ada, me@Ben, @Guest and @{${idOfOther}:ada}: hi`)
  assert.deepEqual(
    namedBy(stored, ['Guest'], members).map(({ text, named }) => (named ? `[${text}]` : text)),
    ['[@Ben]', ', @Benjamin, @Ada, me@Ben, ', '[@Guest]', ' and ', '[@ada]', ': hi'],
  )
})
