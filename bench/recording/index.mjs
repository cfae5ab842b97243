// What it costs to record operations: `npm run build && node bench/recording/index.mjs`. The history log alone, and a
// queue in memory (offer, take, ack of each message) bare, observed with the ledger only, and with the history too. An
// event is the start or the end of an operation: six for each message. Prints medians, ratios and bytes as JSON.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const rounds = 3
const measure = fileURLToPath(new URL('measure.mjs', import.meta.url))
const kinds = ['log', 'bare', 'ledger', 'history', 'dequeue bare', 'dequeue history']

function run(kind) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', measure, kind])
  if (status !== 0) throw new Error(`${kind}: ${String(stderr)}`)
  return JSON.parse(stdout)
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const measured = Object.fromEntries(kinds.map((kind) => [kind, []]))
// In turn, so that what else the machine does meets all alike.
for (let round = 0; round < rounds; round++) for (const kind of kinds) measured[kind].push(run(kind))

const of = (kind, field) => median(measured[kind].map((each) => each[field]))
const round = (value) => Number(value.toFixed(2))
const perEvent = (kind, beside) => round((of(kind, 'nsPerMessage') - of(beside, 'nsPerMessage')) / 6)
console.log(
  JSON.stringify(
    {
      node: process.version,
      messages: measured.bare[0].messages,
      rounds,
      log: {
        ns_per_event: round(of('log', 'nsPerEvent')),
        bytes_per_operation: round(of('log', 'bytesPerOperation')),
      },
      queue: ['bare', 'ledger', 'history', 'dequeue bare', 'dequeue history'].map((kind) => ({
        kind,
        ns_per_message: Math.round(of(kind, 'nsPerMessage')),
        ratio_to_bare: round(
          of(kind, 'nsPerMessage') / of(kind.startsWith('dequeue') ? 'dequeue bare' : 'bare', 'nsPerMessage'),
        ),
      })),
      ns_per_event_with_ledger: perEvent('ledger', 'bare'),
      ns_per_event_with_history: perEvent('history', 'bare'),
      ns_per_event_with_history_and_promises: perEvent('dequeue history', 'dequeue bare'),
      most_ns_per_event: 1000,
    },
    null,
    2,
  ),
)
