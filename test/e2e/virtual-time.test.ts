import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, testOf } from './support/read-results.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'stress/virtual.stress.ts': `${header}
const load = { executor: 'constant-arrival-rate', ratePerSecond: 50, durationMs: 600_000, arrivals: 'poisson' }
const target = ({ clock, seed, agents }) => new MessageQueueProcessor({ clock, agents, core: new MockMessagingCore({ clock, seed, latency: { minMs: 1, maxMs: 50 } }) })
const options = { time: 'virtual', load: { ...load, agents: 9 }, data: agentMessages(), target, budgets: { latency: { p99: { maxMs: 1_000 } } } }
const send = ({ target, iteration }) => target.send(iteration.message)
stressTest('ten minutes', options, send)
stressTest('ten minutes again', options, send)
stressTest('a real timer', { time: 'virtual', load: { executor: 'shared-iterations', iterations: 3 } }, () => new Promise((resolve) => setTimeout(resolve, 5)))
stressTest('the clock of real time', { load: { executor: 'shared-iterations', iterations: 3 } }, ({ clock }) => clock.sleep(5))
stressTest('memory', { time: 'virtual', budgets: { heapPeak: { maxBytes: 1 } } }, () => {})
`,
  })
})

test('ten minutes pass in seconds, and equal seeds give equal figures', () => {
  const scenario = scenarioOf(run, 'ten minutes')
  expect(scenario, JSON.stringify(scenario.problems)).toMatchObject({
    verdict: 'pass',
    total_processed: 30_000,
    health: null,
    memory: null,
  })
  expect(scenario.duration).toBeGreaterThanOrEqual(600)
  const again = { ...scenarioOf(run, 'ten minutes again'), name: '', started_at: null }
  expect(again).toEqual({ ...scenario, name: '', started_at: null })
})

test('a load that waits for a real timer is no pass, and is told what to do', () => {
  expect(scenarioOf(run, 'a real timer')).toMatchObject({ verdict: 'invalid', cause: 'error' })
  expect(testOf(run, 'a real timer').failureMessages[0]).toMatch(
    /not on the virtual clock.*wait with `clock`/,
  )
})

test('in real time the clock is the process’s own', () => {
  expect(scenarioOf(run, 'the clock of real time')).toMatchObject({ verdict: 'pass', success_count: 3 })
})

test('what virtual time cannot measure is refused', () => {
  expect(testOf(run, 'memory').failureMessages[0]).toContain(
    "budgets.heapPeak: expected real time, because memory is not sampled in virtual time, got time: 'virtual'",
  )
})
