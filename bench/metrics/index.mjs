// What one record of a metric of one's own costs, beside the recording of one duration into an HdrHistogram of the library
// (WebAssembly), in alternating rounds: `npm run build && node bench/metrics/index.mjs`. Prints medians in nanoseconds,
// ratios, and the bytes that two million records leave behind, as JSON.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import hdr from 'hdr-histogram-js'
import { check, counter, gauge, group, rate, trend } from '../../dist/index.js'
import { beginInstruments } from '../../dist/record/custom/instruments.js'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc')
const records = 2_000_000
const rounds = 7
const metrics = { orders: counter(), open: gauge(), hits: rate(), price: trend() }
const instruments = beginInstruments(metrics, performance.now.bind(performance))
hdr.initWebAssemblySync()
const library = hdr.build({ useWebAssembly: true, bitBucketSize: 64 })

const kinds = {
  library: (index) => library.recordValue(index % 100_000),
  counter: () => metrics.orders.add(),
  gauge: (index) => metrics.open.set(index),
  rate: (index) => metrics.hits.add(index % 2 === 0),
  trend: (index) => metrics.price.record((index % 100_000) / 1000),
  check: (index) => check('even', index % 2 === 0),
  group: () => group('nothing', () => 1),
}

function measure(record) {
  const start = performance.now()
  for (let index = 0; index < records; index++) record(index)
  return ((performance.now() - start) * 1e6) / records
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const measured = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]))
for (const record of Object.values(kinds)) measure(record)
collectGarbage()
const before = process.memoryUsage().heapUsed
for (let round = 0; round < rounds; round++)
  for (const [kind, record] of Object.entries(kinds)) measured[kind].push(measure(record))
collectGarbage()
const grownBytes = process.memoryUsage().heapUsed - before
instruments.end()

const base = median(measured.library)
const results = Object.entries(measured).map(([kind, values]) => ({
  kind,
  ns: Number(median(values).toFixed(1)),
  ratio_to_library: Number((median(values) / base).toFixed(2)),
}))
console.log(
  JSON.stringify({ node: process.version, records, rounds, results, grown_bytes: grownBytes }, null, 2),
)
