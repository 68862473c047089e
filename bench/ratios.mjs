// Prints, for each trace and figure, ours, the best peer's, and how many times the best peer's ours is (below 1: better).
import { readFileSync } from 'node:fs'

const rows = readFileSync(process.argv[2], 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line) => JSON.parse(line))
const figures = ['type_ms', 'stream_ms', 'stream_bytes', 'save_ms', 'bytes', 'load_ms', 'heap_mb']

for (const ours of rows.filter((row) => row.peer === 'atoll')) {
  const peers = rows.filter((row) => row.trace === ours.trace && row.peer !== 'atoll')
  for (const figure of figures.filter((name) => name in ours)) {
    const best = peers.filter((row) => figure in row).sort((a, b) => a[figure] - b[figure])[0]
    const against = best ? `${best[figure]} (${best.peer}), ratio ${(ours[figure] / best[figure]).toFixed(2)}` : 'no peer'
    console.log(`${ours.trace} ${figure}: ${ours[figure]} against ${against}`)
  }
}

for (const ours of rows.filter((row) => row.figure && !row.peer)) {
  const unit = ['ms', 'mb', 'bytes'].find((name) => name in ours)
  const peers = rows.filter((row) => row.figure === ours.figure && row.peer)
  const best = peers.sort((a, b) => a[unit] - b[unit])[0]
  const against = best ? ` against ${best[unit]} (${best.peer}), ratio ${(ours[unit] / best[unit]).toFixed(2)}` : ''
  console.log(`${ours.figure}: ${ours[unit]} ${unit}${against}`)
}
