import { beforeAll, expect, test } from 'vitest'
import { header, runAgain, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, summaryOf } from './support/read-results.ts'

const files = {
  'stress/virtual.stress.ts': `${header}
const swarm = {
  seed: 7,
  data: agentMessages(),
  target: ({ clock, agents, seed }) => new MessageQueueProcessor({
    clock, agents, concurrency: 64, core: new MockMessagingCore({ clock, seed, latency: { minMs: 10, maxMs: 50 } }),
  }),
}
const arrivals = (durationMs) => ({ executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs, agents: 9 })
const send = ({ target, iteration }) => target.send(iteration.message)
stressTest('an hour', { ...swarm, time: 'virtual', load: { executor: 'constant-arrival-rate', ratePerSecond: 5, durationMs: 3_600_000, agents: 9 } }, send)
stressTest('the same in real time', { ...swarm, load: arrivals(300), health: { latenessMs: 2_000 } }, send)
stressTest('really waits', { time: 'virtual', load: few }, () => new Promise((resolve) => setTimeout(resolve, 5)))
stressTest('is never settled', { time: 'virtual', load: few }, () => new Promise(() => {}))
stressTest('a fixture beside', { time: 'virtual', load: few }, async ({ clock, task }) => { await clock.sleep(1000); if (!task.name) throw new Error('no context') })
test('more virtual time than its test has', async () => {
  const result = await runStress({ ...swarm, time: 'virtual', load: arrivals(60_000) }, send)
  expect([result.verdict, result.metrics.duration]).toEqual(['pass', expect.closeTo(60, 0)])
}, 20_000)`,
}
let run: ProjectRun

beforeAll(async () => {
  run = await runProject(files)
})

test('the verdicts', () => {
  expect(summaryOf(run).verdicts).toEqual({
    'an hour': 'pass',
    'the same in real time': 'pass',
    'really waits': 'invalid',
    'is never settled': 'invalid',
    'a fixture beside': 'pass',
    'more virtual time than its test has #1': 'pass',
  })
  expect(scenarioOf(run, 'an hour')).toMatchObject({ total_processed: 18_000, health: null, memory: null })
  expect(scenarioOf(run, 'an hour').duration).toBeCloseTo(3600, 0)
})

test('what is not on the clock is told', () => {
  expect(run.output).toContain(
    'something that is not on the virtual clock (a real timer, I/O) drove the load',
  )
  expect(run.output).toContain('nothing on the virtual clock could go on at 0 ms')
})

test('equal seeds, equal figures, in another process too', async () => {
  const again = await runAgain(run.folder, { args: ['-t', '^an hour$'] })
  const figures = (of: ProjectRun): string =>
    JSON.stringify({ ...scenarioOf(of, 'an hour'), started_at: null })
  expect(figures(again)).toBe(figures(run))
})
