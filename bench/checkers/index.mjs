// How long the history checkers take, and how much memory: `npm run build && node bench/checkers/index.mjs`. Prints JSON.
// historyMb is the process with the history in memory, before the check; peakMb its peak, generating the history included.
import { execFileSync } from 'node:child_process'
import os from 'node:os'
import { fileURLToPath } from 'node:url'

const measure = fileURLToPath(new URL('measure.mjs', import.meta.url))
const large = [1e5, 1e6]
const plan = [
  ...[
    'fifo',
    'fifo, number ids',
    'priority, 9 classes',
    'priority, 1000 classes',
    'stable-priority, 9 classes',
  ].map((name) => [name, large]),
  ['total-queue', large],
  ['total-queue, number ids', [...large, 1e7]],
  ['Set + Map of ids', large],
  ['fifo, all overlapping', [12, 16, 18, 48, 4000]],
  ['plain search, all overlapping', [12, 16, 18]],
]

const results = plan.flatMap(([name, sizes]) => {
  return sizes.map((size) => {
    const flags = ['--expose-gc', `--max-old-space-size=${size > 1e6 ? 8192 : 2048}`]
    return JSON.parse(
      execFileSync(process.execPath, [...flags, measure, name, String(size)], { encoding: 'utf8' }),
    )
  })
})
const environment = {
  node: process.version,
  cpu: os.cpus()[0]?.model,
  cores: os.cpus().length,
  load: os.loadavg()[0],
}
console.log(JSON.stringify({ environment, results }, null, 2))
