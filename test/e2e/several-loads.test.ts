import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, testOf } from './support/read-results.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'stress/loads.stress.ts': `${header}
const steady = { executor: 'constant-arrival-rate', ratePerSecond: 20, durationMs: 1500 }
const patient = { latenessMs: 2_000 }
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const loads = { steady, burst: { executor: 'shared-iterations', iterations: 40, concurrency: 4, startAfterMs: 500 } }
stressTest('together', { loads, data: Array.from({ length: 70 }, (_, id) => ({ id })), health: patient, budgets: { loads: { burst: { latency: { p50: { maxMs: 5_000 } } } }, tags: { odd: { failures: { max: 0 } } } } }, async ({ iteration }) => {
  if (iteration.data.id % 2) iteration.tag('odd')
  await wait(iteration.load === 'burst' ? 20 : 1)
})
stressTest('one too slow', { loads, health: patient, budgets: { loads: { burst: { serviceTime: { p50: { maxMs: 1 } } } } } }, () => wait(20))
stressTest('wrong', { loads: { steady: { ...steady, rate: 5 }, '*': steady }, load: steady, budgets: { loads: { stedy: { failures: { max: 0 } } } } }, () => {})
`,
  })
})

test('two loads at once: figures of each, and of both', () => {
  const scenario = scenarioOf(run, 'together')
  expect(scenario, JSON.stringify(scenario.problems)).toMatchObject({
    verdict: 'pass',
    plan: null,
    total_processed: 70,
    loads: {
      steady: { start_after_ms: 0, total_processed: 30, plan: { model: 'open' } },
      burst: {
        start_after_ms: 500,
        total_processed: 40,
        plan: { model: 'closed' },
        latency: { lateness: null },
      },
    },
    tags: { odd: { total_processed: 35 } },
  })
  expect(scenario.timeline![0]!.started).toBeGreaterThan(20)
})

test('a budget of one load fails the run by its name', () => {
  expect(scenarioOf(run, 'one too slow').verdict).toBe('fail')
  expect(testOf(run, 'one too slow').failureMessages[0]).toMatch(
    /✗ loads\.burst\.serviceTime p50 +at most 1 ms, was/,
  )
})

test('what is wrong with them is told at once', () => {
  const [message] = testOf(run, 'wrong').failureMessages
  expect(message).toContain('load: expected nothing beside `loads`')
  expect(message).toContain('loads.steady.rate: expected one of executor, startAfterMs,')
  expect(message).toContain('did you mean "ratePerSecond"?')
  expect(message).toContain('loads.*: expected a name')
})
