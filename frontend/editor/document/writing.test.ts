import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DeltaBuilder } from '../../core/delta.ts'
import { Desk } from '../../harness/written.ts'
import { nearestColor } from './colors.ts'
import { backspace, deleteForward, enter, indentMore, setBlockType, toggleMark } from './commands.ts'
import { isFolded, toggleFold } from './folding.ts'
import { undo } from './history.ts'
import { setKind } from '../draw/callout.ts'
import { deleteSpec, duplicateSpec, moveBlocks } from './move.ts'
import { kindOf } from './schema.ts'

type Run = Parameters<Desk['run']>[number]

const fold: Run = view => toggleFold(view, view.state.doc.lineAt(view.state.selection.main.head).from)

/** [what, page before, commands, page after] */
const cases: readonly [string, string, readonly Run[], string][] = [
  ['Enter in a callout goes on in it', '<callout kind=tip>a|', [enter], '<callout kind=tip>a\n<callout kind=tip>|'],
  [
    'Enter on an empty line of a callout leaves it',
    '<callout kind=tip>a\n<callout kind=tip>|',
    [enter],
    '<callout kind=tip>a\n|',
  ],
  ['Backspace takes a callout and its kind away', '<callout kind=tip>|a', [backspace], '|a'],
  ['Enter in an open toggle nests what follows', '<toggle>a|b', [enter], '<toggle>a\n<1>|b'],
  [
    'Enter behind a folded toggle begins another one',
    '<toggle>a|\n<1>b\nc',
    [fold, enter],
    '<toggle folded=true>a\n<1>b\n<toggle>|\nc',
  ],
  [
    'Folding takes the caret out of what is hidden',
    '<toggle>a\n<1>b|c',
    [view => toggleFold(view, 0)],
    '<toggle folded=true>a|\n<1>bc',
  ],
  ['Unfolding leaves no trace', '<toggle>a|\n<1>b', [fold, fold], '<toggle>a|\n<1>b'],
  ['A fold is one gesture to undo', '<toggle>a|\n<1>b', [fold, undo], '<toggle>a|\n<1>b'],
  ['Enter twice at the end of a formula leaves it', '<math>x\n<math>|', [enter, enter], '<math>x\n|'],
  ['A formula takes Tab as spaces', '<math>x|', [indentMore], '<math>x  |'],
  ['What becomes text loses what only code has', '<code language=js>a|', [setBlockType('code')], 'a|'],
  ['A highlight is given and taken', '|a|b', [toggleMark('highlight', 'yellow')], '|{highlight=yellow a}|b'],
  ['Enter in coloured text goes on without the colour', '<fill=red>a|', [enter], '<fill=red>a\n|'],
  [
    'All lines of a callout get its kind',
    'x\n<callout kind=tip>a|\n<callout kind=tip>b\n<callout kind=note>c',
    [view => (setKind(view, 2, 'danger'), true)],
    'x\n<callout kind=danger>a|\n<callout kind=danger>b\n<callout kind=note>c',
  ],
]
for (const [what, before, commands, after] of cases) {
  test(what, () => assert.equal(new Desk(before).run(...commands), after))
}

/** [typed, page] */
const typed: readonly [string, string][] = [
  ['==a==', '{highlight=yellow a}|'],
  ['> [!warning] a', '<callout kind=warning>a|'],
  ['> [!bug] a', '<callout kind=danger>a|'],
  ['$$', '<math>|'],
  ['a $x^2$', 'a {math x^2}|'],
  ['US$5 and US$6', 'US$5 and US$6|'],
]
for (const [keys, page] of typed) {
  test(`typed, ${keys} is converted`, () => assert.equal(new Desk('|').type(keys), page))
}

const picture = `<image blob=${'a'.repeat(64)}>`
const joins: readonly [string, string, Run, string][] = [
  ['Backspace behind an image goes into its caption', `${picture}x\n|b`, backspace, `${picture}x|\nb`],
  ['Delete before an image without a caption takes it away', `a|\n${picture}`, deleteForward, 'a|'],
  ['Delete before an image with a caption leaves both', `a|\n${picture}x`, deleteForward, `a|\n${picture}x`],
]
for (const [what, before, run, after] of joins) test(what, () => assert.equal(new Desk(before).run(run), after))

test('a copy of a table is another table', () => {
  const desk = new Desk('<cell table=t row=r column=a>x|\n<cell table=t row=r column=b>y')
  desk.dispatch(duplicateSpec(desk.state, 1, 2))
  const names = desk
    .run()
    .split('\n')
    .map(line => /table=(\w+)/.exec(line)![1])
  assert.deepEqual([names[0] === names[1], names[2] === names[3], names[1] === names[2]], [true, true, false])
})

const moves: readonly [string, string, 1 | -1, string][] = [
  [
    'a table',
    '<cell table=t row=r column=a>x\n<cell table=t row=r column=b>y\nz|',
    -1,
    'z|\n<cell table=t row=r column=a>x\n<cell table=t row=r column=b>y',
  ],
  ['code', 'z|\n<code>x\n<code>y\nw', 1, '<code>x\n<code>y\nz|\nw'],
  ['what is folded', '<toggle folded=true>a\n<1>b\n|z', -1, '|z\n<toggle folded=true>a\n<1>b'],
]
for (const [what, before, way, after] of moves) {
  test(`a block moves over all of ${what}`, () => assert.equal(new Desk(before).run(moveBlocks(way)), after))
}

test('undo of a callout as typed brings the signs back only', () => {
  const desk = new Desk('|')
  desk.type('> [!tip] ')
  assert.equal(desk.run(undo), '<quote>[!tip] |')
})

const isFoldedAt = (desk: Desk, line: number) => isFolded(desk.state, desk.state.doc.line(line).from)

test('what is nested behind a folded toggle by somebody else is hidden too', () => {
  const desk = new Desk('<toggle folded=true>a|\n<1>b\nc')
  assert.ok(isFoldedAt(desk, 1))
  desk.remote({ delta: new DeltaBuilder().keep(3).insert('\n', { indent: 1 }).insert('x').done() })
  desk.run(fold)
  assert.equal(isFoldedAt(desk, 1), false)
  desk.run(fold)
  assert.ok(isFoldedAt(desk, 1))
})

test('a fold by somebody else waits while the caret stands in it', () => {
  const desk = new Desk('<toggle>a\n<1>b|\nc')
  desk.remote({ delta: [], first: { folded: true } })
  assert.equal(isFoldedAt(desk, 1), false)
  const other = new Desk('<toggle>a\n<1>b\nc|')
  other.remote({ delta: [], first: { folded: true } })
  assert.ok(isFoldedAt(other, 1))
})

test('a copy of a block does not get its name', () => {
  const desk = new Desk('<anchor=x1>a|')
  desk.dispatch(duplicateSpec(desk.state, 1, 1))
  assert.equal(desk.state.doc.toString(), 'a\na')
  desk.dispatch(deleteSpec(desk.state, 1, 1))
  assert.equal(desk.run(), '|a')
})

test('kinds of callouts are known by their other names, and an unknown one is a note', () => {
  assert.deepEqual(['FAQ', 'tldr', 'bug', 'whatever'].map(kindOf), ['question', 'quote', 'danger', 'note'])
})

test('colours of style sheets are taken to the nearest name', () => {
  const found = [
    '#ff0000',
    'rgb(255, 235, 59)',
    'rgb(18, 100, 220)',
    '#000',
    '#fefefe',
    'rgba(1,2,3,0)',
    'inherit',
  ].map(nearestColor)
  assert.deepEqual(found, ['red', 'yellow', 'blue', undefined, undefined, undefined, undefined])
})
