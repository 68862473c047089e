// node memory.mjs PROJECT KEYS: called by `run`, which says what is measured.
import { end, open, start } from './instance.mjs'

const [project, wanted] = process.argv.slice(2)
const keys = Number(wanted)
const sentence = 'the reef is alive with small fish and slow water. '

/** The heap once nothing is left that could go, and what hangs on the document. */
async function kept(cdp, typed) {
  for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters')
  console.log(JSON.stringify({ keys: typed, heap_mib: +(usedSize / (1 << 20)).toFixed(2), nodes, listeners: jsEventListeners }))
}

try {
  const tab = await open(await start(project, 'memory'))
  await tab.getByLabel('Your name').fill('Writer')
  await tab.getByRole('button', { name: 'Start', exact: true }).click()
  await tab.getByRole('button', { name: 'Later', exact: true }).click()
  await tab.locator('atoll-page[state=saved]').waitFor()
  await tab.locator('atoll-page .atoll-title').focus()
  await tab.keyboard.type('An hour')
  await tab.keyboard.press('Enter')
  const cdp = await tab.context().newCDPSession(tab)
  await tab.keyboard.type(sentence)
  await tab.locator('atoll-page[state=saved]').waitFor()
  await kept(cdp, 0)
  for (let tenth = 1, typed = 0; tenth <= 10; tenth++) {
    for (let line = 0; typed < (keys * tenth) / 10; line++) {
      // A person also takes back, marks and begins lines; most of what is typed stays.
      await tab.keyboard.type(sentence)
      if (line % 3 === 0) await tab.keyboard.press('Enter')
      if (line % 7 === 0) for (let i = 0; i < 6; i++) await tab.keyboard.press('Backspace')
      if (line % 11 === 0) for (const key of ['Shift+Home', 'Control+b', 'End', 'Control+b']) await tab.keyboard.press(key)
      if (line % 13 === 0) await tab.keyboard.press('Control+z')
      typed += sentence.length + 6
    }
    await tab.locator('atoll-page[state=saved]').waitFor()
    await tab.waitForTimeout(1000)
    await kept(cdp, Math.round((keys * tenth) / 10))
  }
} finally {
  await end()
}
