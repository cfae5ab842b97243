import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, tableOf, testOf } from './support/read-results.ts'

let run: ProjectRun

const runAll = (): Promise<ProjectRun> =>
  runProject(
    {
      'stress/invalid.stress.ts': `${header}
stressTest('a budget without samples', {
  load: { executor: 'per-agent-iterations', agents: 2, iterations: 5 },
  data: agentMessages({ agents: 2, mix: { direct: 1 } }),
  budgets: { messageTypes: { BROADCAST: { latency: { p99: { maxMs: 1_000 } } } } },
}, work)
stressTest('nothing completed', {
  load: { executor: 'constant-concurrency', concurrency: 2, durationMs: 50, drainMs: 50 },
}, () => new Promise<void>(() => {}))
stressTest('a workload that blocks', {
  load: { executor: 'constant-arrival-rate', ratePerSecond: 1_000, durationMs: 300 },
  budgets: { throughput: { minPerSecond: 10 } },
}, () => { const until = performance.now() + 1.5; while (performance.now() < until); })
stressTest('guarantees of nothing', { load: few, target: () => ({}), guarantees: ['atLeastOnce'] }, work)
stressTest('too many kinds of messages', {
  load: { executor: 'shared-iterations', iterations: 3_500 },
  data: { carries: 'message', open: () => ({ index }) => ({ id: String(index), producer: 'p', sequence: index, sender: 'p', recipient: 'Agent-1', type: 'T' + index, priority: 0, key: 'k', content: '' }) },
}, () => {})
stressTest('a sound one', { load: few }, work)`,
    },
    { saturates: true },
  )

beforeAll(async () => {
  run = await runAll()
  // Other processes that take the CPU from a workload are named in its place, and rightly so.
  const isStarved = (): boolean =>
    scenarioOf(run, 'a workload that blocks').health?.bottleneck === 'other-processes'
  for (let repeats = 0; repeats < 3 && isStarved(); repeats++) run = await runAll()
})

test('a run that cannot be judged exits 1, and the others keep their verdicts', () => {
  expect(run.exitCode, run.output).toBe(1)
  expect(run.metrics!.verdict).toBe('invalid')
  expect(testOf(run, 'a sound one').status).toBe('passed')
  expect(scenarioOf(run, 'a sound one').verdict).toBe('pass')
})

test.each([
  [
    'a budget without samples',
    'no-evidence',
    /\? messageTypes\.BROADCAST\.latency p99 .* no sample to judge by/,
  ],
  ['nothing completed', 'no-evidence', /the load completed nothing/],
  [
    'a workload that blocks',
    'saturated',
    /the load generator was the bottleneck: .*The workload blocks the event loop for [\d.]+ ms per iteration \(1,000\/s asks for [\d.]+ s of it per second\): .*move that work to another thread/,
  ],
  ['guarantees of nothing', 'error', /atLeastOnce: nothing to account deliveries on/],
  ['too many kinds of messages', 'overflow', /more than [\d,]+ combinations/],
] as const)('%s: invalid, because of %s', (name, cause, reason) => {
  expect(scenarioOf(run, name)).toMatchObject({ verdict: 'invalid', cause })
  const { status, failureMessages } = testOf(run, name)
  expect(status).toBe('failed')
  expect(failureMessages.join('\n')).toContain(`Scenario "${name}" is invalid: ${cause}.`)
  expect(failureMessages.join('\n')).toMatch(reason)
  expect(tableOf(run.output).find((line) => line.startsWith(name))).toContain(`invalid: ${cause}`)
})

test('unfinished iterations count, at the age they came to', () => {
  const scenario = scenarioOf(run, 'nothing completed')
  expect(scenario).toMatchObject({ total_processed: 0, success_rate: null, unfinished_iterations: 2 })
  expect(scenario.latency_stats.max_ms).toBeGreaterThanOrEqual(50)
})

test('a saturated generator is not blamed on the target: the budget itself was kept', () => {
  const { budgets, health } = scenarioOf(run, 'a workload that blocks')
  expect(budgets!.every(({ verdict }) => verdict === 'pass')).toBe(true)
  expect(health).toMatchObject({ judged: true, saturated: true, planned_starts: 300 })
  expect(health!.event_loop_utilization).toBeGreaterThan(0.9)
  expect(health!.bottleneck).toBe('workload')
  expect(health!.seconds[0]).toMatchObject({ second: 0, worker: null, planned_starts: 300 })
})
