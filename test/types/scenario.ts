// Options of a scenario: what is a compile error, and what is not.
import {
  defineExecutor,
  stressTest,
  type Budgets,
  type LoadOptions,
  type StressTestOptions,
} from 'vitest-stress'
import { agentMessages, recordedMessages, type Message } from 'vitest-stress/queue'

const work = async (): Promise<void> => {}

stressTest('note')
stressTest('defaults', work)
stressTest('defaults, timeout', work, 5_000)
stressTest(
  'with Vitest options',
  { timeout: 1, tags: ['a'], meta: {}, skip: true, only: false, todo: false, fails: true },
  work,
)

// Executors: each takes its own fields, and no others.
export const loads: LoadOptions[] = [
  { executor: 'shared-iterations', iterations: 1 },
  {
    executor: 'shared-iterations',
    iterations: 1,
    concurrency: 2,
    agents: 3,
    thinkTimeMs: 1,
    maxDurationMs: 1,
  },
  { executor: 'per-agent-iterations', agents: 9, iterations: 100, concurrency: 2 },
  {
    executor: 'constant-concurrency',
    concurrency: 1,
    durationMs: 1,
    warmupMs: 1,
    drainMs: 0,
    iterationTimeoutMs: 1,
  },
  {
    executor: 'constant-arrival-rate',
    ratePerSecond: 1,
    durationMs: 1,
    arrivals: 'poisson',
    maxInFlight: 1,
    maxQueueMs: null,
    timing: 'precise',
  },
  { executor: 'replay', trace: 'file.jsonl', speed: 2, maxGapMs: 1 },
  { executor: 'replay', trace: [{ at_ms: 0 }, { at_ms: 1, recipient: 'a', more: true }] },
]
const closed = { executor: 'constant-concurrency', concurrency: 1, durationMs: 1 } as const
const open = { executor: 'constant-arrival-rate', ratePerSecond: 1, durationMs: 1 } as const
stressTest('', { load: closed }, work)
stressTest('', { load: open }, work)
stressTest('', { load: { ...closed, warmupMs: 'auto' } }, work)
// @ts-expect-error no such word
stressTest('', { load: { ...closed, warmupMs: 'automatic' } }, work)
// @ts-expect-error no such executor
stressTest('', { load: { executor: 'shared-iteration', iterations: 1 } }, work)
// @ts-expect-error a field is missing
stressTest('', { load: { executor: 'constant-arrival-rate', durationMs: 1 } }, work)
// @ts-expect-error no such timing
stressTest('', { load: { ...open, timing: 'exact' } }, work)
// @ts-expect-error a closed load has no schedule
stressTest('', { load: { ...closed, timing: 'precise' } }, work)
// @ts-expect-error a field of another executor
stressTest('', { load: { ...closed, ratePerSecond: 5 } }, work)
// @ts-expect-error a field of open loads on a closed one
stressTest('', { load: { ...closed, maxInFlight: 1 } }, work)
// @ts-expect-error a field of closed loads on an open one
stressTest('', { load: { ...open, thinkTimeMs: 1 } }, work)
// @ts-expect-error a wrong value
stressTest('', { load: { ...open, arrivals: 'random' } }, work)
// @ts-expect-error a wrong type
stressTest('', { load: { executor: 'shared-iterations', iterations: '1' } }, work)

const own = defineExecutor({
  name: 'own',
  summary: '',
  model: 'closed',
  fields: {},
  shape: () => ({ model: 'closed', groups: 1, usersPerGroup: 1, iterationsPerGroup: 1, durationMs: null }),
})
stressTest('', { load: { executor: own } }, work)

// Budgets: metrics by name.
export const budgets: Budgets = {
  throughput: { minPerSecond: 1 },
  latency: {
    p50: { maxMs: 1 },
    p99: { maxMs: 1 },
    'p99.9': { maxMs: 1 },
    max: { maxMs: 1 },
    avg: { maxMs: 1 },
  },
  serviceTime: { p95: { maxMs: 1 } },
  lateness: { p95: { maxMs: 1 } },
  successRate: { min: 1 },
  failures: { max: 0 },
  dropped: { max: 0 },
  unfinished: { max: 0 },
  heapPeak: { maxBytes: 1 },
  rssPeak: { maxBytes: 1 },
  agents: { '*': { latency: { p99: { maxMs: 1 } } }, 'Agent-1': { failures: { max: 0 } } },
  messageTypes: { BROADCAST: { throughput: { minPerSecond: 1 } } },
  phases: { warmup: { failures: { max: 1 } }, steady: { successRate: { min: 1 } } },
}
// @ts-expect-error no such metric
stressTest('', { budgets: { latency: { median: { maxMs: 1 } } } }, work)
// @ts-expect-error no such budget
stressTest('', { budgets: { speed: { minPerSecond: 1 } } }, work)
// @ts-expect-error a wrong unit
stressTest('', { budgets: { latency: { p99: { maxSeconds: 1 } } } }, work)
// @ts-expect-error memory is not told apart by agent
stressTest('', { budgets: { agents: { '*': { heapPeak: { maxBytes: 1 } } } } }, work)
// @ts-expect-error no such phase
stressTest('', { budgets: { phases: { drain: { failures: { max: 0 } } } } }, work)

// @ts-expect-error no such kind
stressTest('', { kind: 'chaos-monkey' }, work)
// @ts-expect-error no such guarantee
stressTest('', { guarantees: ['atLeastOne'] }, work)
// @ts-expect-error refused, and so not an option
stressTest('', { retry: 2 }, work)
// @ts-expect-error refused
stressTest('', { concurrent: true }, work)
// @ts-expect-error no chain for what is refused
stressTest.concurrent('', {}, work)
// @ts-expect-error options come before the workload
stressTest('', work, {})
// @ts-expect-error no workload
stressTest('', { load: { executor: 'shared-iterations', iterations: 1 } })

// What `data` yields is what the workload gets.
stressTest('', { data: agentMessages({ agents: 9 }) }, ({ iteration }) => {
  const message: Message = iteration.message
  return message
})
stressTest('', { data: recordedMessages('file.jsonl') }, ({ iteration }) => iteration.message.recipient)
stressTest(
  '',
  {
    data: {
      carries: 'data',
      open:
        () =>
        ({ index }) => ({ order: index }),
    },
  },
  ({ iteration }) => iteration.data.order.toFixed(),
)
// @ts-expect-error a message has no such field
stressTest('', { data: agentMessages() }, ({ iteration }) => iteration.message.reciever)

// The type of options on their own.
export const options: StressTestOptions<{ url: string }, Message> = {
  data: agentMessages(),
  target: () => ({ url: '' }),
}

// What is wrong is told at its own line, not at the first option of the call.
stressTest(
  '',
  {
    load: { executor: 'shared-iterations', iterations: 5 },
    data: ['a'],
    target: ({ agents }) => agents.length,
    // @ts-expect-error no such option
    budgetz: {},
  },
  ({ target, iteration }) => target.toFixed() + iteration.data.length,
)
stressTest(
  '',
  {
    load: {
      executor: 'shared-iterations',
      // @ts-expect-error no such option of this executor
      iteration: 5,
    },
    budgets: {
      // @ts-expect-error no such limit
      latncy: {},
    },
    // @ts-expect-error a list
    sometimes: 'x',
  },
  () => {},
)

// A confidence belongs to limits on the whole load, or on one of several.
export const sureBudgets: Budgets = {
  latency: { p99: { maxMs: 1, confidence: 0.99 } },
  loads: { steady: { serviceTime: { p50: { maxMs: 1, confidence: 0.9 } } } },
}
// @ts-expect-error not of an agent
export const unsureBudgets: Budgets = { agents: { a: { latency: { p99: { maxMs: 1, confidence: 0.99 } } } } }
