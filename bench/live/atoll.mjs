// node atoll.mjs PROJECT [PARAGRAPHS...]: called by `run`, which says what is measured.
import { readFileSync } from 'node:fs'
import { at, end, fill, open, start } from './instance.mjs'

const [project, ...wanted] = process.argv.slice(2)
const sizes = wanted.map(Number)
const samples = Number(process.env.SAMPLES ?? 80)
const row = (page, title) => page.locator('atoll-tree [role=treeitem]').filter({ hasText: title })

try {
  const measure = readFileSync('measure.js', 'utf8')
  const writer = await open(await start(project, 'first'))
  await writer.getByLabel('Your name').fill('Writer')
  await writer.getByRole('button', { name: 'Start', exact: true }).click()
  await writer.getByRole('button', { name: 'Later', exact: true }).click()
  await writer.locator('atoll-page[state=saved]').waitFor()
  await writer.locator('.atoll-title').fill('Measured')
  await writer.getByRole('button', { name: 'Share', exact: true }).click()
  const text = writer.locator('atoll-copy-text textarea').first()
  let invitation = ''
  while (!invitation.startsWith('atoll-invitation')) {
    await writer.waitForTimeout(100)
    invitation = await text.inputValue()
  }
  await writer.getByRole('button', { name: 'Done', exact: true }).click()
  const reader = await open(await start(project, 'second'))
  await reader.getByLabel('Your name').fill('Reader')
  await reader.getByRole('button', { name: 'I have an invitation' }).click()
  await reader.getByRole('textbox', { name: 'Invitation' }).fill(invitation)
  await reader.getByRole('button', { name: 'Join', exact: true }).click()
  await reader.getByRole('button', { name: 'Later', exact: true }).click()
  await writer.locator('.knock').getByText('Approve').click({ timeout: 60_000 })
  await row(reader, 'Measured').click({ timeout: 60_000 })
  // The page that stood there before is also saved, until this one has taken its place.
  const page = new URL(writer.url()).pathname.split('/').pop()
  await reader.waitForURL(`**/${page}`)
  const written = reader.locator(`atoll-page[page="${page}"][state=saved] .cm-content`)
  await written.waitFor()

  for (const tab of [writer, reader]) await tab.evaluate(measure)
  await writer.evaluate(() => liveMeasure.watchKeys())
  await written.evaluate(element => liveMeasure.watchChanges(element))
  let filled = 0
  for (const size of sizes) {
    if (size > filled) {
      await writer.evaluate(fill, { page, from: filled, to: size })
      filled = size
    }
    await reader.locator('.cm-content').focus()
    // Only lines in sight are in the browser's document, and the caret stays where it is when text comes in after it.
    const last = reader.locator('.cm-line', { hasText: `Paragraph ${size - 1} ` })
    while (size > 0 && !(await last.isVisible())) await reader.keyboard.press('Control+End', { delay: 50 })
    await reader.keyboard.press('Control+Home')
    await writer.locator('.cm-content').focus()
    await writer.keyboard.press('Control+Home')
    await writer.waitForTimeout(1500)
    await writer.evaluate(() => { liveMeasure.local.length = 0 })
    const remote = []
    for (let i = 0; i < samples; i++) {
      await reader.evaluate(() => { liveMeasure.seen.length = 0 })
      await writer.keyboard.press('a')
      await reader.waitForFunction(() => liveMeasure.seen.length > 0, null, { polling: 5, timeout: 10_000 })
      remote.push((await reader.evaluate(() => liveMeasure.seen[0])) - (await writer.evaluate(() => liveMeasure.sent.at(-1))))
      await writer.waitForTimeout(20)
    }
    const local = await writer.evaluate(() => liveMeasure.local)
    console.log(
      JSON.stringify({
        peer: 'atoll',
        blocks: size,
        local_p50: at(local, 0.5),
        local_p95: at(local, 0.95),
        remote_p50: at(remote, 0.5),
        remote_p95: at(remote, 0.95),
        remote_p99: at(remote, 0.99),
        samples,
      }),
    )
  }
} finally {
  await end()
}
