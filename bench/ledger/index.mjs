// What accounting for every delivery costs, beside a map of ids: `npm run build && node bench/ledger/index.mjs [rounds]`.
// Prints JSON, of each case the round that took least. Three events a message: invoked, ok, delivered; ms and cpuMs are
// all of them, with the making of the messages and the sweep at the end (sweepMs). Bytes are heap and array buffers after
// a collection. The map has a tenth of the messages, since it does not fit otherwise; ratios are map to ledger, for each
// message.
import { execFileSync } from 'node:child_process'
import os from 'node:os'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('measure.mjs', import.meta.url))
const rounds = Number(process.argv[2] ?? 3)
const plan = [
  ['1 producer, 1 inbox', 1e7],
  ['16 producers, 1 inbox', 1e7],
  ['1 producer, 9 inboxes in turn', 1e7],
  ['1 producer, 1000 inboxes in turn', 1e7],
  ['1 producer, 9 inboxes by chance', 1e7],
  ['1 producer, 1 inbox, random order', 1e7],
  ['1 producer, 9 inboxes in turn, random order', 1e7],
  ['1 producer, 9 inboxes in turn, one misrouted in 100', 1e7],
  ['1 producer, 1 inbox, all but 1 in 1000 lost', 1e7],
  ['1 producer, 1 of 4 a broadcast to 9', 2e6],
  ['1 producer, broadcasts to 9', 2e6],
  ['1 producer, broadcasts to 1000', 2e4],
]

function measure(kind, name, size) {
  const flags = ['--expose-gc', '--max-old-space-size=6144', script, kind, name, String(size)]
  const runs = Array.from({ length: rounds }, () =>
    JSON.parse(execFileSync(process.execPath, flags, { encoding: 'utf8' })),
  )
  return runs.sort((a, b) => a.cpuMs - b.cpuMs)[0]
}

const results = plan.map(([name, size]) => {
  const ledger = measure('ledger', name, size)
  const map = measure('map of ids', name, size / 10)
  const { summary, ...figures } = ledger
  return {
    case: name,
    messages: size,
    ...figures,
    lost: summary.lost,
    mapBytesPerMessage: Math.round(map.bytesPerMessage),
    bytesRatio: Math.round(map.bytesPerMessage / ledger.bytesPerMessage),
    cpuRatio: Math.round((map.cpuMs * 100) / ledger.cpuMs) / 10,
  }
})
const environment = {
  node: process.version,
  cpu: os.cpus()[0]?.model,
  cores: os.cpus().length,
  load: os.loadavg()[0],
}
console.log(JSON.stringify({ environment, rounds, results }, null, 2))
