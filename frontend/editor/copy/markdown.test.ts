import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Desk, written } from '../../harness/written.ts'
import { fragmentOf, insertFragment, plainFragment } from './fragment.ts'
import { toHtml } from './html-out.ts'
import { completedAddress, safeAddress } from '../document/links.ts'
import { fromMarkdown, looksLikeMarkdown } from './markdown-in.ts'
import { toMarkdown } from './markdown-out.ts'
import { matching } from '../menus/slash.ts'

function pasted(before: string, markdown: string): string {
  const desk = new Desk(before)
  const { from, to } = desk.state.selection.main
  insertFragment(desk.view, from, to, fromMarkdown(markdown))
  return written(desk.state)
}

/** [what, Markdown, page] */
const sources: readonly [string, string, string][] = [
  ['headings', '# a\n\n#### b #', '<heading1>a\n<heading3>b|'],
  ['paragraphs join their lines', 'a\nb\n\nc', 'a b\nc|'],
  ['lists', '- a\n  - b\n    1. c\n- d', '<bullet>a\n<bullet 1>b\n<number 2>c\n<bullet>d|'],
  ['tasks', '- [ ] a\n- [x] b', '<task>a\n<task checked>b|'],
  ['quotes', '> a\n> b', '<quote>a\n<quote>b|'],
  ['code', '```js\nlet **a**\n\n```\nb', '<code language=js>let **a**\n<code language=js>\nb|'],
  ['a divider', 'a\n\n---\n\nb', 'a\n<divider>\nb|'],
  ['marks', '**a** *b* ~~c~~ `d*e*`', '{bold a} {italic b} {strike c} {code d*e*}|'],
  ['a callout', '> [!warning] a\n> b\n\n> c', '<callout kind=warning>a\n<callout kind=warning>b\n<quote>c|'],
  ['a callout with its text below', '> [!tip]\n> **a**', '<callout kind=tip>{bold a}|'],
  ['formulas', 'a $x^2$ b\n\n$$\ny_1\n$$', 'a {math x^2} b\n<math>y_1|'],
  ['money, which is no formula', 'a $5 and $6', 'a $5 and $6|'],
  ['a highlight', '==a==', '{highlight=yellow a}|'],
  ['marks in marks', '**a *b* c**', '{bold a }{bold,italic b}{bold  c}|'],
  ['a link', '[a](https://example.org) b', '{link=https://example.org/ a} b|'],
  ['a script as a link is text', '[a](javascript:alert) b', 'a b|'],
  ['escapes', '\\*a\\* 1\\. b', '*a* 1. b|'],
]
for (const [what, markdown, page] of sources) {
  test(`Markdown has ${what}`, () => assert.equal(pasted('|', markdown), page))
}

const named = (page: string) => page.replace(/table=\w+/g, 'table=t')

test('Markdown has tables, and text goes on below them', () => {
  const page = named(pasted('|', 'x\n\n| a | b |\n|---|:-:|\n| **c** | d \\| e |\n\ny'))
  assert.equal(
    page,
    [
      'x',
      '<cell table=t row=r1 column=c1>a',
      '<cell table=t row=r1 column=c2>b',
      '<cell table=t row=r2 column=c1>{bold c}',
      '<cell table=t row=r2 column=c2>d | e',
      'y|',
    ]
      .join('\n')
      .replace('d | e', 'd | e'),
  )
})

test('a table that is pasted twice is two tables, and no text is joined to a cell', () => {
  const desk = new Desk('x|y')
  const fragment = fromMarkdown('| a | b |\n|---|---|')
  for (let i = 0; i < 2; i++) {
    const { head } = desk.state.selection.main
    insertFragment(desk.view, head, head, fragment)
  }
  const lines = written(desk.state).split('\n')
  const names = lines.map(line => /table=(\w+)/.exec(line)?.[1])
  assert.equal(new Set(names.filter(Boolean)).size, 2)
  assert.equal(lines[0], 'x')
  assert.equal(lines.at(-1), '|y')
})

test('a fragment in a paragraph joins it at both ends', () => {
  assert.equal(pasted('x|y', 'a\n\n- b'), 'xa\n<bullet>b|y')
})
test('a format does not change the block that text is pasted into', () => {
  assert.equal(pasted('<heading1>x|y', '- b'), '<heading1>xb|y')
})
test('items pasted into a nested item are nested as deep', () => {
  assert.equal(pasted('a\n<bullet 1>x|', '- b\n- c'), 'a\n<bullet 1>xb\n<bullet 1>c|')
})
test('what is pasted into code is code', () => {
  assert.equal(pasted('<code>x|', '# b\n\n**c**'), '<code>xb\n<code>c|')
})
test('a divider has no text', () => {
  assert.equal(pasted('x|y', '---'), 'x\n<divider>\n|y')
})

test('copied and pasted again, a page is the same', () => {
  const page = [
    '<heading1>T',
    'a {bold b} {italic c} {strike d} {code e} {link=https://example.org/ f}',
    '<bullet>g',
    '<bullet 1>h',
    '<number>i',
    '<number>j',
    '<task checked>k',
    '<task>l',
    '<quote>m',
    '<code language=js>n  o',
    '<code language=js>p',
    '<callout kind=tip>n',
    '<callout kind=tip>o',
    '<callout kind=note>o',
    '<math>x_1',
    '<cell table=t row=r1 column=c1>s',
    '<cell table=t row=r1 column=c2>{bold t}',
    '<divider>',
    'q {math y^2} {highlight=yellow r}',
  ].join('\n')
  const desk = new Desk(page)
  const markdown = toMarkdown(fragmentOf(desk.state, 0, desk.state.doc.length))
  assert.equal(named(pasted('|', markdown)), `${page}|`)
})

test('a part of a block is copied without its format', () => {
  const desk = new Desk('<heading1>abc')
  assert.equal(toMarkdown(fragmentOf(desk.state, 1, 2)), 'b')
  assert.equal(toHtml(fragmentOf(desk.state, 1, 2)), 'b')
  assert.equal(toMarkdown(fragmentOf(desk.state, 0, 3)), '# abc')
})

test('HTML nests lists and escapes text', () => {
  const desk = new Desk('<bullet>a<b\n<number 1>c\n<number 1>d\n<task>e')
  assert.equal(
    toHtml(fragmentOf(desk.state, 0, desk.state.doc.length)),
    '<ul><li>a&lt;b<ol><li>c</li><li>d</li></ol></li><li><input type="checkbox">e</li></ul>',
  )
})

test('bare text keeps its lines', () => {
  const desk = new Desk('|')
  insertFragment(desk.view, 0, 0, plainFragment('# a\r\n\r\n- b'))
  assert.equal(written(desk.state), '# a\n\n- b|')
})

test('prose does not look like Markdown', () => {
  assert.equal(looksLikeMarkdown('It costs 3 * 4 = 12, (see a_b_c) and #1.\nBest,\nA'), false)
})

/** [typed, page] */
const typed: readonly [string, string][] = [
  ['# a', '<heading1>a|'],
  ['- a', '<bullet>a|'],
  ['* a', '<bullet>a|'],
  ['1. a', '<number>a|'],
  ['[] a', '<task>a|'],
  ['[x] a', '<task checked>a|'],
  ['> a', '<quote>a|'],
  ['```a', '<code>a|'],
  ['---a', '<divider>\na|'],
  ['**a** b', '{bold a} b|'],
  ['*a* b', '{italic a} b|'],
  ['~~a~~ b', '{strike a} b|'],
  ['`a` b', '{code a} b|'],
  ['2 * 3 * 4', '2 * 3 * 4|'],
  ['a_b_c d', 'a_b_c d|'],
  ['snake_case_ x', 'snake_case_ x|'],
  ['[a](https://b.c) d', '{link=https://b.c/ a} d|'],
  ['[a b](b.c/x_(y)) d', '{link=https://b.c/x_(y) a b} d|'],
  ['[a](javascript:b) d', '[a](javascript:b) d|'],
  ['![a](b.c) d', '![a](b.c) d|'],
  ['https://example.org x', '{link=https://example.org/ https://example.org} x|'],
]
for (const [keys, page] of typed) test(`typing ${keys}`, () => assert.equal(new Desk('|').type(keys), page))

test('typing behind a link or code is outside, behind bold inside', () => {
  assert.equal(new Desk('{link=https://a.b x|}').type('y'), '{link=https://a.b x}y|')
  assert.equal(new Desk('{code x|}').type('y'), '{code x}y|')
  assert.equal(new Desk('{bold x|}').type('y'), '{bold xy}|')
  assert.equal(new Desk('{code x|z}').type('y'), '{code xy|z}')
})

test('only web and mail addresses are safe', () => {
  for (const bad of [
    'javascript:alert(1)',
    ' JaVaScript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    '//x',
  ]) {
    assert.equal(safeAddress(bad), undefined)
    assert.ok(!/^(javascript|data|file|vbscript)/i.test(completedAddress(bad) ?? ''))
  }
  assert.equal(completedAddress('example.org/a'), 'https://example.org/a')
  assert.equal(completedAddress('a@example.org'), 'mailto:a@example.org')
  assert.equal(completedAddress('localhost:8420/x'), 'https://localhost:8420/x')
})

test('blocks are found by synonyms, names first', () => {
  assert.equal(matching('todo')[0]?.name, 'task')
  assert.equal(matching('h2')[0]?.name, 'heading2')
  assert.equal(matching('hr')[0]?.name, 'divider')
  assert.deepEqual(matching('zzz'), [])
})
