// What the leaks gate costs: whole runs with it and without, by turns, the same scenario and seed; the one that begins
// alternates. `npm run build && node bench/leaks/index.mjs [pairs]`. Prints medians of CPU time and of their ratios as JSON.
// `timers` is the worst that a workload can do: one timer an iteration that outlives it, and is cleared.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { httpClient } from '../../dist/http.js'
import { agentMessages, MessageQueueProcessor, MockMessagingCore } from '../../dist/queue.js'
import { run } from '../run.mjs'

const [pairs = 15] = process.argv.slice(2).map(Number)
const server = fork(fileURLToPath(new URL('../http/server.mjs', import.meta.url)))
const port = await new Promise((resolve) => server.once('message', resolve))
const shared = (iterations, concurrency) => ({ executor: 'shared-iterations', iterations, concurrency })

const scenarios = {
  'high-load': {
    iterations: 9_000,
    options: {
      kind: 'high-load',
      load: { executor: 'per-agent-iterations', agents: 9, iterations: 1_000, concurrency: 4 },
      data: agentMessages({ agents: 9 }),
      target: () => new MessageQueueProcessor({ core: new MockMessagingCore(), concurrency: 64 }),
    },
    workload: ({ target, iteration }) => target.send(iteration.message),
  },
  http: {
    iterations: 40_000,
    options: {
      load: shared(40_000, 64),
      target: () => httpClient({ baseUrl: `http://127.0.0.1:${port}`, connections: 64 }),
    },
    workload: ({ target }) => target.get('/'),
  },
  'short timers': {
    iterations: 20_000,
    options: { load: shared(20_000, 1_000) },
    workload: () => new Promise((resolve) => setTimeout(resolve, 1)),
  },
  timers: {
    iterations: 20_000,
    options: { load: shared(20_000, 64) },
    workload: async () => {
      const timer = setTimeout(() => {}, 30_000)
      await Promise.resolve()
      clearTimeout(timer)
    },
  },
  nothing: { iterations: 1, options: { load: shared(1, 1) }, workload: () => {} },
}

const results = {}
for (const [name, scenario] of Object.entries(scenarios)) results[name] = await compare(scenario)
server.disconnect()
console.log(JSON.stringify({ node: process.version, pairs, results }, null, 2))

async function compare({ options, workload, iterations }) {
  const took = { on: [], off: [], ratio: [] }
  for (let pair = 0; pair <= pairs; pair++) {
    const pairTook = {}
    for (const gate of pair % 2 === 0 ? ['on', 'off'] : ['off', 'on'])
      pairTook[gate] = await cpuMs(() => mustPass({ ...options, leaks: gate === 'on' }, workload))
    // The first pair warms up.
    if (pair === 0) continue
    took.on.push(pairTook.on)
    took.off.push(pairTook.off)
    took.ratio.push(pairTook.on / pairTook.off)
  }
  return {
    with_gate_cpu_ms: round(median(took.on)),
    without_cpu_ms: round(median(took.off)),
    ratio: round(median(took.ratio)),
    microseconds_more_an_iteration: round(((median(took.on) - median(took.off)) * 1_000) / iterations),
  }
}

async function mustPass(options, workload) {
  const { verdict, problems } = await run(options, workload)
  if (verdict !== 'pass') throw new Error(problems.join('\n'))
}

async function cpuMs(work) {
  globalThis.gc?.()
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e3
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

function round(value) {
  return Math.round(value * 1_000) / 1_000
}
