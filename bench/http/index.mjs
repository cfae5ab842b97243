// Requests per second, beside other clients, in alternating rounds against one server in a process of its own:
// `npm run build && node bench/http/index.mjs [seconds] [rounds]`. Prints medians and ratios as JSON: per second, and per second of this
// process's CPU, which holds also where the server is the slower of the two. autocannon and Artillery are measured where
// they are installed (`npm install --no-save autocannon`; Artillery in the PATH, or named by ARTILLERY), and said to be skipped elsewhere.
import { fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { measureArtillery } from './artillery.mjs'
import { autocannonWith, bareUndici, bareUndiciLater, ours, undiciRequest } from './kinds.mjs'

const connections = 64
const [seconds = 2, rounds = 5] = process.argv.slice(2).map(Number)

const server = fork(fileURLToPath(new URL('./server.mjs', import.meta.url)))
const port = await new Promise((resolve) => server.once('message', resolve))
const url = `http://127.0.0.1:${port}`

const skipped = []
const kinds = {
  bareUndici,
  bareUndiciLater,
  undiciRequest,
  oursUndici: ours('undici'),
  oursDirect: ours('direct'),
}
const autocannon = await loadAutocannon()
if (autocannon === null) skipped.push('autocannon is not installed')
else kinds.autocannon = autocannonWith(autocannon)

const measured = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]))
for (const run of Object.values(kinds)) await measure(run, 1)
for (let round = 0; round < rounds; round++) {
  // Each round begins with another: what one leaves behind is not always the same one's burden.
  const order = Object.entries(kinds)
  const first = round % order.length
  for (const [kind, run] of [...order.slice(first), ...order.slice(0, first)])
    measured[kind].push(await measure(run, seconds))
}
const artillery = await measureArtillery(url)
if (artillery === null) skipped.push('artillery is not in the PATH')
server.disconnect()

const results = Object.entries(measured).map(([kind, values]) => ({
  kind,
  per_second: Math.round(median(values.map(({ perSecond }) => perSecond))),
  per_cpu_second: Math.round(median(values.map(({ perCpuSecond }) => perCpuSecond))),
}))
const ratios = {
  oursUndici_to_bareUndici: ratio('oursUndici', 'bareUndici'),
  oursUndici_to_bareUndiciLater: ratio('oursUndici', 'bareUndiciLater'),
  oursDirect_to_bareUndici: ratio('oursDirect', 'bareUndici'),
  ...(autocannon && {
    oursUndici_to_autocannon: ratio('oursUndici', 'autocannon'),
    oursDirect_to_autocannon: ratio('oursDirect', 'autocannon'),
  }),
}
const slower = artillery && {
  per_second: Math.round(artillery),
  oursUndici_to_artillery: round2(of('oursUndici').per_second / artillery),
  oursDirect_to_artillery: round2(of('oursDirect').per_second / artillery),
}
console.log(
  JSON.stringify(
    { node: process.version, connections, seconds, rounds, results, ratios, artillery: slower, skipped },
    null,
    2,
  ),
)

async function measure(run, seconds) {
  const startMs = performance.now()
  const startCpu = process.cpuUsage()
  const count = await run({ url, connections, seconds, endMs: startMs + seconds * 1000 })
  const { user, system } = process.cpuUsage(startCpu)
  const elapsed = (performance.now() - startMs) / 1000
  return { perSecond: count / elapsed, perCpuSecond: count / ((user + system) / 1e6) }
}

async function loadAutocannon() {
  try {
    const path = createRequire(import.meta.url).resolve('autocannon')
    return (await import(pathToFileURL(path).href)).default
  } catch {
    return null
  }
}

/** Of the figures of each round, by the median: what slows a whole round down slows both. */
function ratio(one, other) {
  const by = (figure) =>
    round2(median(measured[one].map((value, round) => value[figure] / measured[other][round][figure])))
  return { per_second: by('perSecond'), per_cpu_second: by('perCpuSecond') }
}

function of(kind) {
  return results.find((result) => result.kind === kind)
}

function round2(value) {
  return Number(value.toFixed(2))
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
