import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, tableOf, testOf } from './support/read-results.ts'

const agents = Array.from({ length: 9 }, (_, index) => `Agent-${index + 1}`)
let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'stress/standard.stress.ts': `${header}
stressTest('nine agents, 100 messages each', {
  kind: 'standard',
  load: { executor: 'per-agent-iterations', agents: 9, iterations: 100 },
  data: agentMessages({ agents: 9 }),
  target: () => new MessageQueueProcessor({ core: new MockMessagingCore({ latency: { minMs: 1, maxMs: 2 } }), concurrency: 32 }),
  guarantees: ['atLeastOnce', 'exclusiveInbox'],
  budgets: { latency: { p99: { maxMs: 10_000 } }, throughput: { minPerSecond: 1 } },
}, async ({ target, iteration }) => { await target.send(iteration.message) })`,
  })
})

test('a run that keeps everything exits 0 and passes in Vitest', () => {
  expect(run.exitCode, run.output).toBe(0)
  expect(testOf(run, 'nine agents').status).toBe('passed')
  expect(run.leftRunning).toBe(false)
})

test('the flat fields stand at the top and in the scenario', () => {
  for (const level of [run.metrics!, scenarioOf(run)]) {
    expect(level).toMatchObject({
      total_processed: 900,
      success_count: 900,
      failure_count: 0,
      success_rate: 1,
      by_message_type: { SYSTEM_TO_AGENT: 450, BROADCAST: 225, ONBOARDING: 225 },
      by_agent: Object.fromEntries(agents.map((name) => [name, 100])),
    })
    expect(level.duration).toBeGreaterThan(0)
    expect(level.throughput).toBeCloseTo(900 / level.duration, 3)
    const { min_ms, avg_ms, p50_ms, p95_ms, p99_ms, max_ms } = level.latency_stats
    const ascending = [min_ms, p50_ms, p95_ms, p99_ms, max_ms]
    expect(ascending).toEqual([...ascending].sort((a, b) => a! - b!))
    expect(min_ms).toBeGreaterThan(0)
    expect(avg_ms).toBeGreaterThan(min_ms!)
    expect(avg_ms).toBeLessThan(max_ms!)
  }
})

test('deliveries count every addressee of a broadcast', () => {
  const { deliveries_by_agent: deliveries, guarantees } = scenarioOf(run)
  expect(Object.keys(deliveries!)).toEqual(agents)
  const total = Object.values(deliveries!).reduce((sum, count) => sum + count, 0)
  // 675 messages to one, 225 to all nine.
  expect(total).toBe(675 + 225 * 9)
  expect(guarantees!.ledger).toMatchObject({ attempted: 2700, delivered: 2700, lost: 0, duplicated: 0 })
})

test('the scenario says what it was and what it was judged by', () => {
  const scenario = scenarioOf(run)
  expect(scenario).toMatchObject({
    name: 'nine agents, 100 messages each',
    file: 'stress/standard.stress.ts',
    kind: 'standard',
    verdict: 'pass',
    expected_verdict: 'pass',
    cause: null,
    problems: [],
    dropped_iterations: 0,
    unfinished_iterations: 0,
    failures: [],
    plan: { executor: 'per-agent-iterations', model: 'closed', planned_iterations: 900, agents: 9 },
    health: { judged: false, saturated: false, achieved_starts: 900 },
  })
  expect(Object.fromEntries(scenario.budgets!.map(({ budget, verdict }) => [budget, verdict]))).toEqual({
    deadLettered: 'pass',
    'latency.p99': 'pass',
    successRate: 'pass',
    throughput: 'pass',
  })
  expect(scenario.guarantees!.checks.map(({ guarantee, verdict }) => [guarantee, verdict])).toEqual([
    ['atLeastOnce', 'pass'],
    ['exclusiveInbox', 'pass'],
  ])
})

test('the file says where it comes from, and what is not measured is null', () => {
  const { metrics } = run
  expect(metrics).toMatchObject({ verdict: 'pass', interrupted: false })
  expect(metrics!.environment.vitest).toMatch(/^\d+\.\d+\.\d+/)
  expect(metrics!.environment.node).toMatch(/^v\d+/)
  expect(scenarioOf(run)).toMatchObject({ faults: null, comparison: null, metrics: null })
  expect(scenarioOf(run).isolation).toMatchObject({ attempts: [], violations: 0 })
  expect(run.metricsFiles[0]).toMatch(/stress_test_metrics_\d{8}T\d{9}Z\.json$/)
})

test('the console has the settings once, the table, and the path of the file', () => {
  const settings = run.output.split('\n').filter((line) => line.includes('one file at a time'))
  expect(settings).toEqual([
    `stress  project "stress": one file at a time, no retries, pool forks, seed ${scenarioOf(run).seed}`,
  ])
  expect(tableOf(run.output)).toEqual([
    expect.stringMatching(/^nine agents, 100 messages each +pass +900 +100 % .* ms$/),
  ])
  expect(run.output).toContain(`Metrics  ${run.metricsFiles[0]}`)
})
