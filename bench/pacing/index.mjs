// How punctual open loads are, and what that costs, beside a plain `setTimeout` pacer, in turn:
// `npm run build && node bench/pacing/index.mjs [seconds] [rounds]`. Prints the medians over the rounds as JSON.
// Lateness in ms; its 99th percentile also as the median over quarters of a second, which a stall of the machine spoils
// one of; CPU as a share of one core, the empty iterations and the pacer's own thread included; the gap is that
// between two starts: its 99th percentile in planned gaps, and its coefficient of variation (0: evenly spaced).
import { resolveScenario } from '../../dist/config/resolve-scenario.js'
import { LatencySeries } from '../../dist/record/latency-series.js'
import { runScenario } from '../../dist/run/run-scenario.js'
import { identity } from '../identity.mjs'

const seconds = Number(process.argv[2] ?? 4)
const rounds = Number(process.argv[3] ?? 3)
const workload = async () => {}

function seriesOf(starts, ratePerSecond) {
  const lateness = new LatencySeries()
  const gaps = new LatencySeries()
  let squares = 0
  for (let index = 0; index < starts.length; index++) {
    lateness.record(Math.max(0, starts[index] - (index * 1000) / ratePerSecond))
    if (index === 0) continue
    const gap = starts[index] - starts[index - 1]
    gaps.record(gap)
    squares += gap * gap
  }
  const mean = (starts.at(-1) - starts[0]) / gaps.count
  const variation = Math.sqrt(Math.max(0, squares / gaps.count - mean * mean)) / mean
  return {
    lateness,
    typicalP99: median(quartersOf(starts, ratePerSecond)),
    gapP99: (gaps.percentileMs(99) * ratePerSecond) / 1000,
    variation,
  }
}

/** The 99th percentile of lateness in each quarter of a second. */
function quartersOf(starts, ratePerSecond) {
  const length = ratePerSecond / 4
  return Array.from({ length: Math.floor(starts.length / length) }, (_, quarter) => {
    const series = new LatencySeries()
    for (let index = quarter * length; index < (quarter + 1) * length; index++)
      series.record(Math.max(0, starts[index] - (index * 1000) / ratePerSecond))
    return series.percentileMs(99)
  })
}

/** All that is due, then a timer for the next: what one writes without a tool. */
function plain(ratePerSecond, starts) {
  const planned = ratePerSecond * seconds
  const origin = performance.now()
  return new Promise((resolve) => {
    const turn = () => {
      let now = performance.now() - origin
      while (starts.length < planned && (starts.length * 1000) / ratePerSecond <= now) {
        starts.push(now)
        void workload()
        now = performance.now() - origin
      }
      if (starts.length === planned) return resolve()
      setTimeout(turn, (starts.length * 1000) / ratePerSecond - now)
    }
    turn()
  })
}

const paced = (timing) => async (ratePerSecond, starts) => {
  const load = { executor: 'constant-arrival-rate', ratePerSecond, durationMs: seconds * 1000 }
  if (timing !== 'standard') load.timing = timing
  const { value: scenario, problems } = resolveScenario({ load }, { seed: 1, timeoutMs: null })
  if (!scenario) throw new Error(JSON.stringify(problems))
  await runScenario({
    scenario,
    identity,
    workload: ({ iteration }) => {
      starts.push(iteration.startedMs)
      return workload()
    },
    testContext: {},
    signal: null,
    onProgress: () => {},
  })
}

const pacers = { setTimeout: plain, standard: paced('standard'), precise: paced('precise') }
const wanted = process.argv[4]?.split(',') ?? Object.keys(pacers)
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const results = []
for (const ratePerSecond of [1_000, 20_000]) {
  const measured = Object.fromEntries(wanted.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const name of wanted) {
      const starts = []
      const [from, cpuFrom] = [performance.now(), process.cpuUsage()]
      await pacers[name](ratePerSecond, starts)
      const { user, system } = process.cpuUsage(cpuFrom)
      const cpu = (user + system) / 1000 / (performance.now() - from)
      measured[name].push({ cpu, ...seriesOf(starts, ratePerSecond) })
    }
  }
  for (const name of wanted) {
    const of = (read) => Number(median(measured[name].map(read)).toFixed(3))
    results.push({
      rate_per_second: ratePerSecond,
      pacer: name,
      lateness_p50_ms: of(({ lateness }) => lateness.percentileMs(50)),
      lateness_p99_ms: of(({ lateness }) => lateness.percentileMs(99)),
      lateness_p99_typical_ms: of(({ typicalP99 }) => typicalP99),
      lateness_max_ms: of(({ lateness }) => lateness.maxMs),
      cpu: of(({ cpu }) => cpu),
      gap_p99: of(({ gapP99 }) => gapP99),
      gap_variation: of(({ variation }) => variation),
    })
  }
}
console.log(JSON.stringify({ node: process.version, seconds, rounds, results }, null, 2))
