// node startup.mjs PROJECT TIMES: called by `run`, which says what is measured.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from './browser.mjs'

const [project, times] = process.argv.slice(2)
const idleMs = 5000
const browser = await launch()

async function once(environment) {
  const folder = mkdtempSync(join(tmpdir(), 'atoll-startup-'))
  const tab = await (await browser.newContext()).newPage()
  const begun = performance.now()
  const options = ['--data', folder, '--port', '0', '--no-browser']
  const child = spawn(join(project, 'atoll'), options, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } })
  let complaints = ''
  child.stderr.on('data', chunk => (complaints += chunk))
  const ended = new Promise(done => child.once('exit', done))
  try {
    const address = await new Promise((found, failed) => {
      let said = ''
      child.stdout.on('data', chunk => {
        said += chunk
        const ready = said.match(/ready at (\S+)\n/)
        if (ready) found(ready[1])
      })
      ended.then(() => failed(new Error(`Atoll did not start: ${complaints}`)))
    })
    const ready = performance.now()
    await tab.goto(address, { waitUntil: 'commit' })
    // Looks with each frame: a locator waits up to half a second between two looks.
    await tab.waitForFunction(() => document.querySelector('vaadin-text-field label')?.checkVisibility(), null, { polling: 'raf' })
    await tab.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))))
    const painted = performance.now()
    await tab.getByLabel('Your name').fill('Ada')
    await tab.getByRole('button', { name: 'Start', exact: true }).click()
    await tab.getByRole('button', { name: 'Later', exact: true }).click()
    await tab.locator('atoll-page[state=saved]').waitFor()
    await tab.waitForTimeout(idleMs)
    const kib = Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1] ?? NaN)
    return { ready: ready - begun, painted: painted - ready, memory: kib / 1024, complaints }
  } finally {
    await tab.context().close()
    child.kill()
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

const middle = values => Math.round(values.toSorted((a, b) => a - b)[values.length >> 1])
try {
  for (const [name, environment] of [['with the cache', {}], ['without', { ATOLL_NO_CACHE: '1' }]]) {
    const runs = []
    for (let i = 0; i < Number(times); i++) runs.push(await once(environment))
    const of = key => runs.map(run => run[key])
    console.log(
      JSON.stringify({
        start: name,
        ready_ms: middle(of('ready')),
        ready_best_ms: Math.round(Math.min(...of('ready'))),
        painted_after_ms: middle(of('painted')),
        painted_best_ms: Math.round(Math.min(...of('painted'))),
        memory_mib: middle(of('memory')),
        warnings: runs.map(run => run.complaints).filter(text => text !== '').length,
        times: runs.length,
      }),
    )
  }
} finally {
  await browser.close()
}
