// How many iterations that do nothing two workers do in the time of one, in alternating pairs:
// `npm run build && node bench/workers/index.mjs [thread|process]`. Prints the medians and their ratio as JSON. One worker is
// one of a crew as well, so that both have the same way to go.
import { resolveScenario } from '../../dist/config/resolve-scenario.js'
import { runOnWorkers } from '../../dist/run/run-on-workers.js'
import { identity } from '../identity.mjs'

const durationMs = 3_000
const pairs = 5
const kind = process.argv[2] ?? 'thread'
const module = new URL('./no-op.workload.mjs', import.meta.url).href

async function perSecond(count) {
  const load = { executor: 'constant-concurrency', concurrency: count, durationMs, warmupMs: 1_000 }
  const context = { seed: 1, timeoutMs: null, module: true }
  const { value: scenario } = resolveScenario({ load, workers: { count, kind } }, context)
  const request = { scenario, identity, testContext: {}, signal: null, onProgress: () => {} }
  const { metrics } = await runOnWorkers(request, module)
  if (metrics.verdict !== 'pass') throw new Error(JSON.stringify(metrics.problems))
  return metrics.throughput
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const one = []
const two = []
for (let pair = 0; pair < pairs; pair++) {
  one.push(await perSecond(1))
  two.push(await perSecond(2))
}
const ratios = two.map((value, pair) => value / one[pair])
console.log(
  JSON.stringify(
    {
      kind,
      iterations_per_second: { one_worker: Math.round(median(one)), two_workers: Math.round(median(two)) },
      ratio: Number(median(ratios).toFixed(2)),
      ratios: ratios.map((ratio) => Number(ratio.toFixed(2))),
      goal: 1.7,
    },
    null,
    2,
  ),
)
