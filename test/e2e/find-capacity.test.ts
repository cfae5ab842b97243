import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, summaryOf, tableOf, testOf } from './support/read-results.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject(
    {
      'stress/capacity.stress.ts': `${header}
import { findCapacity } from 'vitest-stress'
class Server {
  constructor(clock, perSecond) { this.clock = clock; this.perSecond = perSecond; this.freeAt = 0 }
  serve() {
    const now = this.clock.now()
    this.freeAt = Math.max(this.freeAt, now) + 1000 / this.perSecond
    return this.clock.sleep(this.freeAt - now)
  }
}
const server = (perSecond) => ({
  time: 'virtual',
  search: { minPerSecond: 20, maxPerSecond: 320, probeMs: 2_000 },
  target: ({ clock }) => new Server(clock, perSecond),
  budgets: { latency: { p99: { maxMs: 500 / perSecond + 10 } } },
})
const serve = ({ target }) => target.serve()
const block = (ms) => { const until = performance.now() + ms; while (performance.now() < until); }
const short = { minPerSecond: 50, maxPerSecond: 800, tolerance: 0.5, probeMs: 300, drainMs: 500, maxProbes: 6 }
const loose = { latency: { p99: { maxMs: 1_000 } } }
test('found', async () => {
  const { capacityPerSecond, atLeast, curve, metrics } = await findCapacity({ ...server(100), seed: 5 }, serve)
  expect(capacityPerSecond).toBeGreaterThan(95)
  expect(capacityPerSecond).toBeLessThanOrEqual(100)
  expect(atLeast).toBe(false)
  expect(curve.length).toBeLessThanOrEqual(12)
  expect(curve.at(-1)).toMatchObject({ ratePerSecond: 160, verdict: 'fail', breached: expect.arrayContaining(['latency.p99']) })
  expect(metrics.seed).toBe(5)
})
test('at least', async () => { expect(await findCapacity(server(1_000), serve)).toMatchObject({ capacityPerSecond: 320, atLeast: true }) })
test('below, and looked at', async () => { expect((await findCapacity(server(10), serve)).verdict).toBe('fail') })
test('below, and nothing looked', async () => { await findCapacity(server(10), serve) })
test('enough', async () => { expect(await findCapacity({ ...server(100), minCapacityPerSecond: 90 }, serve)).toMeetBudgets() })
test('too little', async () => { await findCapacity({ ...server(100), minCapacityPerSecond: 200 }, serve) })
test('saturated', async () => {
  const result = await findCapacity({ search: short, budgets: loose }, () => block(8))
  expect([result.verdict, result.cause, result.capacityPerSecond]).toEqual(['invalid', 'saturated', null])
})
// Its timer is what it leaves: looking whether that goes away takes a part of the second that there is to conclude.
test('ends before its test', async () => {
  let built = 0; const slow = () => new Promise((resolve) => setTimeout(resolve, built++ === 0 ? 0 : 30_000, {}))
  const result = await findCapacity({ search: short, budgets: loose, target: slow, health: { latenessMs: 2_000 }, leaks: false }, work)
  expect([result.verdict, result.cause, result.curve.length]).toEqual(['invalid', 'error', 2])
  expect(result.problems[0]).toMatch(/^probe at 100\\/s: .*the run took longer than its time limit/)
}, 3_200)
test('not awaited', async () => { void findCapacity({ search: short, budgets: loose }, work) })
test('no time for it', async () => { await findCapacity({ search: { ...short, probeMs: 5_000 }, budgets: loose }, work) }, 20_000)
test('bad input', async () => {
  await findCapacity({ serch: {}, search: { minPerSecond: 9, maxPerSecond: 'fast' }, load: few, seed: 'x' } as never, 'work' as never)
})
test('after all that', async () => { expect((await runStress({ load: few }, work)).verdict).toBe('pass') })`,
    },
    { env: { GITHUB_ACTIONS: '', CI: '' }, saturates: true },
  )
})

test('each search is one entry, and rates beyond the capacity fail nothing', () => {
  const { verdicts, tests } = summaryOf(run)
  expect(verdicts).toEqual({
    'found #1': 'pass',
    'at least #1': 'pass',
    'below, and looked at #1': 'fail',
    'below, and nothing looked #1': 'fail',
    'enough #1': 'pass',
    'too little #1': 'fail',
    'saturated #1': 'invalid',
    'ends before its test #1': 'invalid',
    'not awaited #1': 'invalid',
    'after all that #1': 'pass',
  })
  const failed = Object.entries(tests).filter(([, status]) => status === 'failed')
  expect(failed.map(([name]) => name).sort(), run.output).toEqual([
    'bad input',
    'below, and nothing looked',
    'no time for it',
    'not awaited',
    'too little',
  ])
})

test('the curve stands in the metrics, with the figures of the probe at the capacity', () => {
  const found = scenarioOf(run, 'found')
  const { capacity_per_second, curve } = found.capacity!
  expect(found).toMatchObject({
    kind: 'capacity',
    seed: 5,
    problems: [],
    capacity: { probes: curve.length, at_least: false },
  })
  expect(found.plan!.options['ratePerSecond']).toBe(capacity_per_second)
  expect(curve.map(({ rate_per_second }) => rate_per_second)).toEqual(
    curve.map(({ rate_per_second }) => rate_per_second).toSorted((a, b) => a - b),
  )
  expect(new Set(curve.map(({ seed }) => seed)).size).toBe(curve.length)
  expect(scenarioOf(run, 'after all that').capacity).toBeNull()
})

test('the curve is printed under the table', () => {
  expect(tableOf(run.output).find((line) => line.startsWith('found'))).toMatch(
    /^found #1 +pass: capacity 9\d[.\d]*\/s/,
  )
  expect(run.output).toMatch(
    /\nCapacity of found #1: 9\d[.\d]*\/s \(\d+ probes\)\n +rate +throughput .*\n +20\/s +20\/s .* kept\n/,
  )
  expect(run.output).toMatch(/\n +160\/s .* above: .*latency\.p99/)
  expect(run.output).toContain('Capacity of at least #1: at least 320/s (5 probes)')
  expect(run.output).toContain('Capacity of below, and looked at #1: below 20/s (1 probe)')
})

test('a capacity that is too low is told with its figures', () => {
  const [message] = testOf(run, 'too little').failureMessages
  expect(message).toMatch(/✗ minCapacityPerSecond +at least 200\/s, was 9\d[.\d]*\/s \(\d+ probes\)/)
  expect(message).toContain('Capacity of too little #1')
})

test('a generator that could not offer the rate names no capacity', () => {
  const { capacity, problems } = scenarioOf(run, 'saturated')
  expect(capacity!.capacity_per_second).toBeNull()
  expect(problems.join('\n')).toMatch(/no capacity can be named: the load generator could not offer/)
  expect(capacity!.curve.filter(({ cause }) => cause === 'saturated').length).toBeGreaterThan(0)
})

test('what is wrong is told at once', () => {
  const [message] = testOf(run, 'bad input').failureMessages
  for (const line of [
    'findCapacity in "bad input": 6 problems',
    'got unknown option "serch"; did you mean "search"?',
    'search.maxPerSecond: expected a number above 0, got "fast"',
    'load: expected nothing: findCapacity makes the load of each probe from `search`, got {',
    'seed: expected a 32-bit integer, got "x"',
    'budgets: expected one limit at least',
    'workload: expected a function, got "work"',
  ])
    expect(message).toContain(line)
  expect(testOf(run, 'no time for it').failureMessages[0]).toMatch(
    /timeout of the test: expected at least 31\d{3} ms for the loads of 6 probes.*, got 20000/,
  )
  expect(testOf(run, 'not awaited').failureMessages[0]).toContain('await findCapacity(...)')
})
