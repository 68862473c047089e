// node pages.mjs PROJECT [BLOCKS...]: called by `run`, which says what is measured.
import { readFileSync } from 'node:fs'
import { at, end, fill, open, start } from './instance.mjs'

const [project, ...wanted] = process.argv.slice(2)
const samples = Number(process.env.SAMPLES ?? 60)
const carets = 20

/** For the browser: from the click on a page in the tree to the frame that shows its text. */
const openPage = async ({ page, begins }) => {
  const row = [...document.querySelector('atoll-tree').shadowRoot.querySelectorAll('[role=treeitem]')]
  const link = row.find(each => each.textContent.includes(begins))
  const start = performance.now()
  link.click()
  for (;;) {
    await new Promise(done => requestAnimationFrame(done))
    const shown = document.querySelector(`atoll-page[page="${page}"]`)
    if (shown?.shadowRoot.querySelector('.cm-line')?.textContent.startsWith('Paragraph 0')) break
  }
  await new Promise(done => setTimeout(done))
  return performance.now() - start
}

/** For the browser: others who have the page open and move their carets ten times a second each. */
const crowd = async ({ page, count }) => {
  let moves = 0
  for (let i = 0; i < count; i++) {
    const socket = new WebSocket(`ws://${location.host}/live`)
    let version
    let length = 0
    socket.onmessage = event => {
      const message = JSON.parse(event.data)
      if (message.version) version = message.version
      if (message.t === 'page') length = message.text.length
    }
    await new Promise(done => (socket.onopen = done))
    socket.send(JSON.stringify({ t: 'open', page, session: `crowd-${i}` }))
    let step = i
    setInterval(() => {
      if (!version) return
      // All of them are in sight, where they cost the most.
      const anchor = Math.min(length, (step++ * 37) % 2000)
      socket.send(JSON.stringify({ t: 'caret', page, base: version, anchor, head: anchor }))
      moves++
    }, 100)
  }
  globalThis.crowdMoves = () => moves
}

/** For the browser: pastes as the keyboard does, and waits for the frame and for the instance. */
const paste = async ({ type, data }) => {
  const element = document.querySelector('atoll-page')
  const view = element.editor
  view.focus()
  view.dispatch({ selection: { anchor: view.state.doc.length } })
  const transfer = new DataTransfer()
  transfer.setData(type, data)
  const start = performance.now()
  const event = new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
  view.contentDOM.dispatchEvent(event)
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
  const painted = performance.now() - start
  while (element.getAttribute('state') !== 'saved') await new Promise(done => setTimeout(done, 5))
  return { painted, saved: performance.now() - start }
}

function megabyte(kind) {
  const words = 'the reef is alive with small fish and slow water under a bright sky'.split(' ')
  let seed = 7
  const below = n => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n
  const some = () => Array.from({ length: 12 }, () => words[below(words.length)]).join(' ')
  const made = {
    markdown: i => [`## ${some()}`, `- ${some()} **${some()}**`, `${some()} *${some()}* [link](https://example.org/${i})`],
    html: i => [
      `<h2>${some()}</h2>`,
      `<ul><li>${some()} <b>${some()}</b></li></ul>`,
      `<p>${some()} <i>${some()}</i> <a href="https://example.org/${i}">link</a></p>`,
    ],
  }[kind]
  const parts = []
  for (let i = 0, length = 0; length < 1 << 20; i++) {
    const part = made(i)[i % 3] + '\n\n'
    parts.push(part)
    length += part.length
  }
  return parts.join('')
}

const say = line => console.log(JSON.stringify(line))

async function newPage(tab, title) {
  const before = tab.url()
  await tab.keyboard.press('Alt+n')
  await tab.waitForURL(url => url.href !== before)
  await tab.locator('atoll-page .atoll-title:focus').waitFor()
  await tab.keyboard.type(title)
  await tab.locator('atoll-page[state=saved]').waitFor()
  return new URL(tab.url()).pathname.split('/').pop()
}

async function scriptTime(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'ScriptDuration').value * 1000
}

try {
  const address = await start(project, 'pages')
  const tab = await open(address)
  await tab.getByLabel('Your name').fill('Writer')
  await tab.getByRole('button', { name: 'Start', exact: true }).click()
  await tab.getByRole('button', { name: 'Later', exact: true }).click()
  await tab.locator('atoll-page[state=saved]').waitFor()
  const cdp = await tab.context().newCDPSession(tab)
  await cdp.send('Performance.enable')
  await tab.evaluate(readFileSync('measure.js', 'utf8'))
  await tab.evaluate(() => liveMeasure.watchKeys())
  for (const size of wanted.map(Number)) {
    const title = `Blocks ${size}`
    const page = await newPage(tab, title)
    if (size > 0) await tab.evaluate(fill, { page, from: 0, to: size })
    const opened = []
    for (let i = 0; size > 0 && i < 8; i++) {
      await newPage(tab, `Beside ${size} ${i}`)
      opened.push(await tab.evaluate(openPage, { page, begins: title }))
    }
    await tab.locator(`atoll-page[page="${page}"][state=saved]`).waitFor()
    const crowded = await open(address)
    await crowded.evaluate(crowd, { page, count: carets })
    await tab.locator('.cm-content').focus()
    await tab.keyboard.press('Control+Home')
    await tab.waitForTimeout(1500)
    await tab.evaluate(() => { liveMeasure.local.length = 0 })
    const script = []
    for (let i = 0; i < samples; i++) {
      const before = await scriptTime(cdp)
      await tab.keyboard.press('a')
      await tab.waitForFunction(n => liveMeasure.local.length > n, i, { polling: 5 })
      script.push((await scriptTime(cdp)) - before)
      await tab.waitForTimeout(20)
    }
    const local = await tab.evaluate(() => liveMeasure.local)
    const moves = await crowded.evaluate(() => crowdMoves())
    await crowded.context().browser().close()
    say({
      blocks: size,
      carets,
      moves,
      open_p50: opened.length ? at(opened, 0.5) : undefined,
      local_p50: at(local, 0.5),
      local_p95: at(local, 0.95),
      script_p50: at(script, 0.5),
      script_p95: at(script, 0.95),
      samples,
    })
  }
  for (const [kind, type] of [['markdown', 'text/plain'], ['html', 'text/html']]) {
    const times = []
    for (let i = 0; i < 3; i++) {
      await newPage(tab, `Pasted ${kind} ${i}`)
      times.push(await tab.evaluate(paste, { type, data: megabyte(kind) }))
    }
    say({ paste: kind, painted: at(times.map(t => t.painted), 0.5), saved: at(times.map(t => t.saved), 0.5) })
  }
} finally {
  await end()
}
