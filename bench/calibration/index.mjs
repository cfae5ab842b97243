// What the clock and the timers of this machine add to figures whose theory is known: `npm run calibrate` (builds first).
// Prints JSON, measured beside theory. It judges nothing and exits 0: on a busy machine the figures are worse, and that
// is what it is for. That the arithmetic is right is shown on virtual time, in test/simulation.
import { setTimeout as sleep } from 'node:timers/promises'
import { resolveScenario } from '../../dist/config/resolve-scenario.js'
import { runScenario } from '../../dist/run/run-scenario.js'
import { identity } from '../identity.mjs'

const open = { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 10_000 }

/** An M/M/1 queue: mean service of 5 ms, half of its time busy. */
function queue() {
  let freeAt = 0
  return {
    call: () => {
      const now = performance.now()
      freeAt = Math.max(now, freeAt) - 5 * Math.log(1 - Math.random())
      return sleep(freeAt - now)
    },
  }
}

/** Answers after 5 ms, but for 2 s from the fourth on. */
function stalling() {
  const from = performance.now() + 4_000
  return {
    call: () => {
      const into = performance.now() - from
      return sleep(5 + (into >= 0 && into < 2_000 ? 2_000 - into : 0))
    },
  }
}

// The generous bound says from where on a figure is worth a look: timers of whole milliseconds, and few samples of chance.
const cases = [
  {
    what: 'constant 20 ms',
    load: open,
    target: () => ({ call: () => sleep(20) }),
    theory: { avg_ms: 20, p50_ms: 20, p99_ms: 20 },
    generousShare: 0.25,
  },
  {
    what: 'M/M/1, load 0.5',
    load: { ...open, arrivals: 'poisson', durationMs: 30_000 },
    target: queue,
    theory: { avg_ms: 10, p50_ms: 10 * Math.LN2, p99_ms: 10 * Math.log(100) },
    generousShare: 0.5,
  },
  {
    what: 'a stall of 2 s, without a limit in flight',
    load: open,
    target: stalling,
    theory: { avg_ms: 5 + 200 * 1.005, p50_ms: 5, p99_ms: 1_905 },
    generousShare: 0.5,
  },
]

async function measure({ what, load, target, theory, generousShare }) {
  const resolved = resolveScenario({ load, target }, { seed: 1, timeoutMs: null })
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems))
  const { metrics } = await runScenario({
    scenario: resolved.value,
    identity,
    workload: (context) => context.target.call(),
    testContext: {},
    signal: null,
    onProgress: () => {},
  })
  const { response, lateness } = metrics.latency
  const figures = Object.entries(theory).map(([figure, expected]) => {
    const errorShare = response[figure] / expected - 1
    const far = Math.abs(errorShare) > generousShare
    return [figure, { measured: response[figure], theory: expected, errorShare, far }]
  })
  return {
    what,
    verdict: metrics.verdict,
    cause: metrics.cause,
    generousShare,
    lateness_p99_ms: lateness.p99_ms,
    ...Object.fromEntries(figures),
  }
}

const results = []
for (const each of cases) results.push(await measure(each))
console.log(JSON.stringify({ node: process.version, results }, null, 2))
