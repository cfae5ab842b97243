import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf } from './support/read-results.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'good.jsonl':
      '{"at_ms":0,"recipient":"a"}\n{"at_ms":50,"recipient":"b"}\n{"at_ms":10000,"recipient":"a"}\n',
    'bad.jsonl': '{"at_ms":5}\nnonsense\n{"at_ms":1}\n',
    'stress/loads.stress.ts': `${header}; import { defineExecutor } from 'vitest-stress'; import { observeDeliveries } from 'vitest-stress/queue'
const pause = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms))
const patient = { latenessMs: 2_000 }
stressTest('shared', { load: { executor: 'shared-iterations', iterations: 30, concurrency: 3, agents: 3, thinkTimeMs: 1 } }, work)
stressTest('for a time', { load: { executor: 'constant-concurrency', concurrency: 2, durationMs: 600, warmupMs: 300 }, budgets: { phases: { warmup: { failures: { max: 0 } }, steady: { failures: { max: 0 } } } } }, work)
stressTest('uniform', { load: { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 300, agents: 3 }, health: patient }, work)
stressTest('poisson', { load: { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 300, arrivals: 'poisson' }, health: patient }, work)
stressTest('precise', { load: { executor: 'constant-arrival-rate', ratePerSecond: 1_000, durationMs: 300, timing: 'precise' }, health: patient }, work)
stressTest('waits for a slot', { load: { executor: 'constant-arrival-rate', ratePerSecond: 200, durationMs: 100, maxInFlight: 2 }, health: patient, budgets: { lateness: { max: { maxMs: 0.0001 } } } }, pause(20))
stressTest('waits too long', { load: { executor: 'constant-arrival-rate', ratePerSecond: 200, durationMs: 200, maxInFlight: 1, maxQueueMs: 10 }, health: patient, budgets: { dropped: { max: 0 } } }, pause(50))
stressTest('times out and frees its slot', { load: { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 100, maxInFlight: 1, iterationTimeoutMs: 15 }, health: patient, budgets: { failures: { max: 0 } } }, pause(200))
stressTest('replays a file', { load: { executor: 'replay', trace: 'good.jsonl', maxGapMs: 100, speed: 2 }, health: patient }, work)
stressTest('replays a bad file', { load: { executor: 'replay', trace: 'bad.jsonl' } }, work)
const own = defineExecutor({ name: 'one-each', summary: 'One user, five iterations.', model: 'closed', fields: {}, shape: () => ({ model: 'closed', groups: 1, usersPerGroup: 1, iterationsPerGroup: 5, durationMs: null }) })
stressTest('an executor of the user', { load: { executor: own } }, work)
stressTest('one with a bad shape', { load: { executor: { ...own, shape: () => ({ model: 'closed', groups: 0 }) } as never } }, work)
stressTest('an executor that is a number', { load: { executor: 7 as never } }, work)
stressTest('warm-up of a counted load', { load: { ...few, warmupMs: 5 } }, work)
stressTest('cut off', { load: { executor: 'shared-iterations', iterations: 1_000, maxDurationMs: 100 } }, pause(10))
class Sink {
  observer: any
  [observeDeliveries](observer: any) { this.observer = observer; return () => {} }
  send(message: any) { this.observer.enqueueInvoked(message, [message.recipient]); this.observer.enqueueOk(message, [message.recipient]) }
}
stressTest('accepts, and never delivers', { load: { ...few, drainMs: 50 }, data: agentMessages({ mix: { direct: 1 } }), target: () => new Sink(), guarantees: ['atLeastOnce'] }, ({ target, iteration }) => target.send(iteration.message))
stressTest('delivers elsewhere', { load: few, data: agentMessages({ agents: 2, mix: { direct: 1 } }), target: () => new Sink(), observe: (sink) => sink, guarantees: ['exclusiveInbox', 'atMostOnce'] },
  ({ target, iteration }) => { target.send(iteration.message); target.observer.delivered(iteration.message, 'Agent-7'); target.observer.delivered(iteration.message, 'Agent-7') })`,
  })
})

test.each([
  ['shared', 30, { executor: 'shared-iterations', planned_iterations: 30, agents: 3 }],
  ['uniform', 30, { model: 'open', planned_iterations: 30, planned_ms: 300 }],
  [
    'precise',
    300,
    { model: 'open', planned_iterations: 300, options: expect.objectContaining({ timing: 'precise' }) },
  ],
  ['poisson', null, { model: 'open', planned_ms: 300 }],
  ['replays a file', 3, { executor: 'replay', planned_iterations: 3, planned_ms: 75, agents: 2 }],
  ['an executor of the user', 5, { executor: 'one-each', planned_iterations: 5 }],
] as const)('%s: what was planned is what was done', (name, iterations, plan) => {
  const scenario = scenarioOf(run, name)
  expect(scenario, JSON.stringify(scenario.problems)).toMatchObject({ verdict: 'pass', plan })
  expect(scenario.total_processed).toBe(scenario.plan!.planned_iterations)
  if (iterations !== null) expect(scenario.total_processed).toBe(iterations)
})

test('agents take turns, or are those of the trace', () => {
  expect(scenarioOf(run, 'shared').by_agent).toEqual({ 'Agent-1': 10, 'Agent-2': 10, 'Agent-3': 10 })
  expect(scenarioOf(run, 'uniform').by_agent).toEqual({ 'Agent-1': 10, 'Agent-2': 10, 'Agent-3': 10 })
  expect(scenarioOf(run, 'replays a file').by_agent).toEqual({ a: 2, b: 1 })
})

test('a load for a time counts all phases, and measures the steady one', () => {
  const { verdict, total_processed: all, latency, budgets } = scenarioOf(run, 'for a time')
  expect(verdict).toBe('pass')
  expect(latency!.response!.count).toBeLessThan(all)
  expect(budgets!.map(({ budget }) => budget)).toEqual([
    'successRate',
    'phases.warmup.failures',
    'phases.steady.failures',
  ])
})

test('a start that finds no free slot waits, and its latency counts from its scheduled time', () => {
  const {
    verdict,
    latency,
    dropped_iterations: dropped,
    success_count: done,
  } = scenarioOf(run, 'waits for a slot')
  expect({ verdict, dropped, done }).toEqual({ verdict: 'fail', dropped: 0, done: 20 })
  expect(latency!.response!.max_ms - latency!.service!.max_ms).toBeGreaterThan(40)
})

test('one that waits too long is dropped, and counted', () => {
  const { verdict, dropped_iterations: dropped, total_processed: done } = scenarioOf(run, 'waits too long')
  expect(verdict).toBe('fail')
  expect(dropped).toBeGreaterThan(20)
  expect(done + dropped).toBe(40)
})

test('an iteration that times out frees its slot', () => {
  expect(scenarioOf(run, 'times out')).toMatchObject({
    verdict: 'fail',
    failure_count: 10,
    failures: [{ reason: 'timeout', count: 10 }],
  })
})

test('a counted load that takes too long is cut off, and what has not started is dropped', () => {
  const { verdict, dropped_iterations: dropped, total_processed: done } = scenarioOf(run, 'cut off')
  expect(verdict).toBe('fail')
  expect(done).toBeGreaterThan(0)
  expect(done + dropped).toBe(1_000)
})

test.each([
  ['replays a bad file', /bad\.jsonl:2[^]*bad\.jsonl:3/],
  [
    'one with a bad shape',
    /load: shape\(\) of executor "one-each"\.groups: expected a whole number above 0, got 0/,
  ],
  ['an executor that is a number', /load\.executor: expected one of .*, or a definition, got 7/],
  [
    'warm-up of a counted load',
    /load\.warmupMs: expected 0, because shared-iterations is counted in iterations/,
  ],
])('%s: %s', (name, problem) => {
  const { verdict, cause, problems } = scenarioOf(run, name)
  expect({ verdict, cause }).toEqual({ verdict: 'invalid', cause: 'error' })
  expect(problems.join('\n')).toMatch(problem)
})

test('guarantees are judged on what any observable object tells', () => {
  expect(scenarioOf(run, 'never delivers')).toMatchObject({
    verdict: 'invalid',
    cause: 'no-evidence',
    guarantees: { ledger: { accepted: 10, delivered: 0, pending: 10 } },
  })
  expect(scenarioOf(run, 'delivers elsewhere')).toMatchObject({
    verdict: 'fail',
    guarantees: {
      ledger: { duplicated: 10 },
      checks: [
        { guarantee: 'exclusiveInbox', verdict: 'fail' },
        { guarantee: 'atMostOnce', verdict: 'fail' },
      ],
    },
  })
})
