// What a long run leaves in memory: heap and external memory after a collection, at the 1,000,000th and at the
// 50,000,000th sample, of one scenario with agents and message types: `npm run build && node bench/memory/index.mjs
// [millions]`. Prints JSON; the growth is what matters, RSS is printed for those who ask. For the ledger of deliveries:
// `node bench/ledger/index.mjs`.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { resolveScenario } from '../../dist/config/resolve-scenario.js'
import { dataFrom } from '../../dist/data/data-from.js'
import { runScenario } from '../../dist/run/run-scenario.js'
import { identity } from '../identity.mjs'

if (typeof globalThis.gc !== 'function') {
  const args = ['--expose-gc', fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status)
}

const iterations = Number(process.argv[2] ?? 50) * 1e6
const first = 1e6
const types = ['SYSTEM_TO_AGENT', 'BROADCAST', 'ONBOARDING']
const messages = types.map((type) => ({ type }))

const used = () => {
  for (let i = 0; i < 3; i++) globalThis.gc()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heapAndExternal: heapUsed + external, rss }
}

const readings = {}
let count = 0
async function workload() {
  count++
  if (count === first || count === iterations) readings[count] = used()
}

const load = {
  executor: 'shared-iterations',
  iterations,
  concurrency: 64,
  agents: 9,
  maxDurationMs: 3_600_000,
}
const { value: scenario } = resolveScenario(
  { load, data: dataFrom(messages, { order: 'circular' }) },
  { seed: 1, timeoutMs: null },
)
const request = { scenario, identity, workload, testContext: {}, signal: null, onProgress: () => {} }
const { metrics } = await runScenario(request)
if (metrics.verdict !== 'pass') throw new Error(JSON.stringify(metrics.problems))
const mb = (bytes) => Number((bytes / 2 ** 20).toFixed(2))
const [start, end] = [readings[first], readings[iterations]]
console.log(
  JSON.stringify(
    {
      node: process.version,
      iterations,
      growthMb: mb(end.heapAndExternal - start.heapAndExternal),
      rssMb: { start: mb(start.rss), end: mb(end.rss) },
    },
    null,
    2,
  ),
)
