import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { openHeader, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, testOf } from './support/read-results.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'stress/windows.stress.ts': `${openHeader}; import { appendFileSync } from 'node:fs'
const patient = { latenessMs: 5_000 }
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
const down = async () => { await pause(5); throw new Error('down') }
const windows = [{ everyMs: 1_000, successRate: { min: 0.5 }, abortOnBreach: true as const }]
const open = {
  load: { executor: 'constant-arrival-rate', ratePerSecond: 50, durationMs: 60_000 },
  teardown: () => appendFileSync('torn-down.txt', 'yes'),
  budgets: { successRate: { min: 0 }, windows }, health: patient,
} as const
stressTest('goes down at once', open, down)
stressTest('goes down in virtual time', { ...open, time: 'virtual' }, async ({ clock }) => { await clock.sleep(5); throw new Error('down') })
stressTest('goes down with its users', {
  load: { executor: 'constant-concurrency', concurrency: 2, durationMs: 60_000 },
  budgets: { successRate: { min: 0 }, windows },
}, down)
test('judged afterwards', async () => {
  const result = await runStress({
    time: 'virtual',
    load: { executor: 'constant-arrival-rate', ratePerSecond: 10, durationMs: 180_000 },
    budgets: { successRate: { min: 0.9 } },
  }, async ({ iteration, clock }) => { await clock.sleep(5); if (iteration.scheduledMs >= 170_000) throw new Error('down') })
  expect(result.verdict).toBe('pass')
  expect(result).not.toMeetBudgets({ windows: [{ everyMs: 10_000, successRate: { min: 0.99 } }] })
  expect(result).toMeetBudgets({ windows: [{ everyMs: 10_000, latency: { max: { maxMs: 5 } }, throughput: { minPerSecond: 0 } }] })
  expect(() => expect(result).toMeetBudgets({ windows: [{ everyMs: 10_000, failures: { max: 0 }, abortOnBreach: true }] }))
    .toThrow('budgets.windows[0].abortOnBreach: expected no abortOnBreach, because the run is over, got true')
  expect(() => expect(result).toMeetBudgets({ windows: [{ everyMs: 10_000, serviceTime: { max: { maxMs: 5 } } }] })).toThrow('windows.10s.serviceTime.max')
})`,
  })
})

// How soon is asked in virtual time: a machine that stands still keeps a real load, of a minute here, from ending.
test.each([
  ['goes down at once', 10_000],
  ['goes down with its users', 10_000],
  ['goes down in virtual time', 1_250],
])('%s: ended after its first window', (name, beforeMs) => {
  const scenario = scenarioOf(run, name)
  expect(scenario, JSON.stringify(scenario.problems)).toMatchObject({
    verdict: 'fail',
    aborted: { budget: 'windows.1s.successRate' },
    dropped_iterations: 0,
    unfinished_iterations: 0,
  })
  const { at_ms: atMs } = scenario.aborted!
  expect(atMs).toBeGreaterThanOrEqual(1_000)
  expect(atMs).toBeLessThan(beforeMs)
  const text = testOf(run, name).failureMessages.join('\n')
  expect(text).toMatch(/the load was ended at \d+\.\d s: windows\.1s\.successRate was missed/)
  expect(text).toMatch(
    /✗ windows\.1s\.successRate +at least 50 %, was 0 % \(0 of \d+, \d+ failed; worst at 0-1 s\)/,
  )
})

test('what clears away has run', () => {
  expect(readFileSync(join(run.folder, 'torn-down.txt'), 'utf8')).toBe('yesyes')
})

test('a result is judged by windows that its scenario does not name', () => {
  const { status, failureMessages } = testOf(run, 'judged afterwards')
  expect(status, failureMessages.join('\n')).toBe('passed')
})
