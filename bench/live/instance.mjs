// What the scripts of `bench/` that look into a real browser have in common: instances, browsers, and pages that are filled.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from './browser.mjs'

const folder = mkdtempSync(join(tmpdir(), 'atoll-bench-'))
const instances = []
const browsers = []

/** Starts an instance with a folder of its own; gives its address. */
export async function start(project, name) {
  const options = ['--data', join(folder, name), '--port', '0', '--no-browser']
  const child = spawn(join(project, 'atoll'), options, { stdio: ['ignore', 'pipe', 'inherit'] })
  instances.push(child)
  let said = ''
  for await (const chunk of child.stdout) {
    said += chunk
    const ready = said.match(/ready at (\S+)/)
    if (ready) return ready[1]
  }
  throw new Error(`${name} did not start: ${said}`)
}

/** A page in a browser of its own. */
export async function open(address) {
  const browser = await launch()
  browsers.push(browser)
  const page = await browser.newPage()
  await page.goto(address)
  return page
}

/** For the browser: puts paragraphs at the end of the page through the tab's own protocol, as one step. */
export const fill = async ({ page, from, to }) => {
  const lines = []
  for (let i = from; i < to; i++) lines.push(`Paragraph ${i} ` + 'lorem ipsum dolor sit amet '.repeat(8))
  const socket = new WebSocket(`ws://${location.host}/live`)
  await new Promise(done => (socket.onopen = done))
  const next = kind =>
    new Promise(done => {
      socket.onmessage = event => {
        const message = JSON.parse(event.data)
        if (message.t === kind) done(message)
      }
    })
  socket.send(JSON.stringify({ t: 'open', page, session: `fill-${page}-${from}` }))
  const { version, text } = await next('page')
  const delta = text.length ? [text.length, '\n' + lines.join('\n')] : [lines.join('\n')]
  socket.send(JSON.stringify({ t: 'step', page, step: 1, base: version, delta }))
  await next('confirmed')
  socket.close()
}

/** The time that a part of the measurements stays below. */
export const at = (times, part) => +times.toSorted((a, b) => a - b)[Math.floor(times.length * part)].toFixed(1)

/** Ends all that was started and removes what it wrote. */
export async function end() {
  for (const browser of browsers) await browser.close()
  for (const child of instances) {
    const ended = new Promise(done => child.once('exit', done))
    child.kill()
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
}
