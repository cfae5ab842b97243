import { beforeAll, describe, expect, test } from 'vitest'
import type { ScenarioMetrics } from '../../src/model/metrics.ts'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf } from './support/read-results.ts'

let run: ProjectRun

// Up for a second, level for a second, down for a second.
const hill = (target: number): string =>
  `[{ durationMs: 1000, target: ${target} }, { durationMs: 1000, target: ${target} }, { durationMs: 1000, target: 0 }]`

// What counts starts by the second is in virtual time: a machine that stands still for half of one would move them.
beforeAll(async () => {
  run = await runProject({
    'stress/ramps.stress.ts': `${header}; import { sometimes } from 'vitest-stress'
const virtual = { time: 'virtual', seed: 11 } as const
let inside = 0
const atMostTen = async ({ clock }) => {
  if (++inside > 10) throw new Error('more users than the ramp has')
  sometimes('ten at once', inside === 10)
  await clock.sleep(20)
  inside--
}
const calm = ({ clock }) => clock.sleep(1)
stressTest('users', { ...virtual, load: { executor: 'ramping-concurrency', stages: ${hill(10)}, agents: 3 }, sometimes: ['ten at once'] }, atMostTen)
stressTest('users that warm up', { load: { executor: 'ramping-concurrency', startConcurrency: 2, stages: [{ durationMs: 400, target: 4 }, { durationMs: 0, target: 1 }, { durationMs: 400, target: 1 }], warmupMs: 400 }, budgets: { phases: { warmup: { failures: { max: 0 } } } } }, work)
stressTest('uniform', { ...virtual, load: { executor: 'ramping-arrival-rate', stages: ${hill(200)}, agents: 4 } }, calm)
stressTest('poisson', { ...virtual, load: { executor: 'ramping-arrival-rate', stages: ${hill(200)}, arrivals: 'poisson' } }, calm)
stressTest('paced', { ...virtual, load: { executor: 'constant-concurrency', concurrency: 2, durationMs: 500, pacingMs: 100 } }, calm)
stressTest('thinks', { load: { executor: 'shared-iterations', iterations: 20, concurrency: 2, thinkTimeMs: { meanMs: 5 } } }, work)
stressTest('thinks evenly', { load: { executor: 'shared-iterations', iterations: 5, thinkTimeMs: { minMs: 20, maxMs: 30 } } }, work)
stressTest('thinks and paces', { load: { executor: 'shared-iterations', iterations: 5, thinkTimeMs: { minMs: 20, maxMs: 30 }, pacingMs: 10 } }, work)`,
  })
})

const startedIn = ({ timeline }: ScenarioMetrics): number[] => timeline!.map(({ started }) => started)

test('users rise to the top of the line, never above it, and fall', () => {
  const scenario = scenarioOf(run, 'users')
  expect(scenario, JSON.stringify(scenario.problems)).toMatchObject({
    verdict: 'pass',
    failure_count: 0,
    plan: { executor: 'ramping-concurrency', model: 'closed', planned_iterations: null, planned_ms: 3000 },
  })
  // Each user does 50 a second, and leaves after its iteration.
  const [up, level, down] = startedIn(scenario)
  expect(Math.abs(up! - 250)).toBeLessThanOrEqual(10)
  expect(level).toBe(500)
  expect(Math.abs(down! - 250)).toBeLessThanOrEqual(10)
})

test('agents take turns in a ramp of users', () => {
  const counts = Object.values(scenarioOf(run, 'users').by_agent ?? {})
  expect(counts).toHaveLength(3)
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
})

test('a ramp of users may warm up, and jump', () => {
  const scenario = scenarioOf(run, 'users that warm up')
  expect(scenario, JSON.stringify(scenario.problems)).toMatchObject({
    verdict: 'pass',
    plan: { planned_ms: 1200, warmup_ms: 400 },
  })
  expect(scenario.latency!.response!.count).toBeLessThan(scenario.total_processed)
})

describe.each(['uniform', 'poisson'])('%s starts', (name) => {
  test('are as many as the integral of the rate, and follow it', () => {
    const scenario = scenarioOf(run, name)
    expect(scenario, JSON.stringify(scenario.problems)).toMatchObject({
      verdict: 'pass',
      total_processed: 400,
      plan: { executor: 'ramping-arrival-rate', model: 'open', planned_iterations: 400, planned_ms: 3000 },
    })
    // Poisson numbers scatter by 10 and 14.
    const scatter = name === 'poisson' ? 40 : 0
    for (const [second, planned] of [100, 200, 100].entries())
      expect(Math.abs(startedIn(scenario)[second]! - planned)).toBeLessThanOrEqual(scatter)
  })
})

test('starts of a ramp are dealt to agents in turn', () => {
  expect(scenarioOf(run, 'uniform').by_agent).toEqual({
    'Agent-1': 100,
    'Agent-2': 100,
    'Agent-3': 100,
    'Agent-4': 100,
  })
})

test('paced users start no more than their pace allows', () => {
  const { verdict, total_processed: done } = scenarioOf(run, 'paced')
  expect(verdict).toBe('pass')
  // Two users, at 0, 100, 200, 300 and 400 ms.
  expect(done).toBe(10)
})

test('think time may be drawn', () => {
  const { verdict, total_processed: done, plan } = scenarioOf(run, 'thinks')
  expect({ verdict, done }).toEqual({ verdict: 'pass', done: 20 })
  expect(plan!.options).toMatchObject({ thinkTimeMs: { meanMs: 5 }, pacingMs: 0 })
  // Four pauses of at least 20 ms.
  expect(scenarioOf(run, 'thinks evenly').duration).toBeGreaterThan(0.08)
})

test('pacing and think time at once are refused, and the error says so', () => {
  const { verdict, cause, problems } = scenarioOf(run, 'thinks and paces')
  expect({ verdict, cause }).toEqual({ verdict: 'invalid', cause: 'error' })
  expect(problems.join('\n')).toMatch(/load\.pacingMs: expected no pacing beside thinkTimeMs/)
})
