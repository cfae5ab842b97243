// What one iteration of the engine costs beside a hand-written loop of one await, one clock read and one histogram
// record, in alternating pairs: `npm run build && node bench/engine/index.mjs`. Prints the medians and ratios as JSON: of
// CPU time, which other processes spoil less, in nanoseconds an iteration. `9 x 3`: nine agents, three message types.
import hdr from 'hdr-histogram-js'
import { resolveScenario } from '../../dist/config/resolve-scenario.js'
import { dataFrom } from '../../dist/data/data-from.js'
import { runScenario } from '../../dist/run/run-scenario.js'
import { identity } from '../identity.mjs'

const iterations = 500_000
const pairs = 7

async function byHand(users, workload) {
  hdr.initWebAssemblySync()
  const histogram = hdr.build({ useWebAssembly: true, bitBucketSize: 64 })
  let left = iterations
  const start = process.cpuUsage()
  const user = async () => {
    let begin = performance.now()
    while (left-- > 0) {
      await workload()
      const end = performance.now()
      histogram.recordValue(Math.round((end - begin) * 1000))
      begin = end
    }
  }
  await Promise.all(Array.from({ length: users }, user))
  const took = nsSince(start)
  histogram.destroy()
  return took / iterations
}

function nsSince(start) {
  const { user, system } = process.cpuUsage(start)
  return (user + system) * 1e3
}

const messages = ['SYSTEM_TO_AGENT', 'BROADCAST', 'ONBOARDING'].map((type) => ({ type }))

async function byEngine(users, workload, nineByThree) {
  const load = { executor: 'shared-iterations', iterations, concurrency: users }
  const options = nineByThree
    ? { load: { ...load, agents: 9 }, data: dataFrom(messages, { order: 'circular' }) }
    : { load }
  const { value: scenario } = resolveScenario(options, { seed: 1, timeoutMs: null })
  const start = process.cpuUsage()
  const request = { scenario, identity, workload, contextPrototype: {}, signal: null, onProgress: () => {} }
  const { metrics } = await runScenario(request)
  if (metrics.verdict !== 'pass') throw new Error(JSON.stringify(metrics.problems))
  return nsSince(start) / iterations
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const workload = async () => {}
const results = []
for (const [users, nineByThree] of [
  [1, false],
  [64, false],
  [1, true],
  [64, true],
]) {
  const hand = []
  const engine = []
  for (let pair = 0; pair <= pairs; pair++) {
    const measured = [await byHand(users, workload), await byEngine(users, workload, nineByThree)]
    // The first pair warms up.
    if (pair === 0) continue
    hand.push(measured[0])
    engine.push(measured[1])
  }
  const ratio = median(engine.map((value, index) => value / hand[index]))
  results.push({
    users,
    series: nineByThree ? '9 x 3' : '1 x 1',
    hand_ns: Math.round(median(hand)),
    engine_ns: Math.round(median(engine)),
    ratio: Number(ratio.toFixed(2)),
  })
}
console.log(JSON.stringify({ node: process.version, iterations, pairs, results }, null, 2))
