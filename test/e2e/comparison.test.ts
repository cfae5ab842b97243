import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { ComparisonSection, VariantFigures } from '../../src/model/comparison-section.ts'
import { scenarioOf, summaryOf, testOf } from './support/read-results.ts'
import { header, runProject, type ProjectRun } from './support/run-project.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject(
    {
      'stress/slow.workload.ts': `export const target = ({ clock, seed }) => ({ serve: (ms) => clock.sleep(ms * (1 + (seed & 63) / 640)) })
export default ({ target }) => target.serve(12)`,
      'stress/comparison.stress.ts': `${header}
/** Takes so long, and up to 10 % more, by the seed and its own name. */
const server = (ms, salt = 0) => ({ target: ({ clock, seed }) => ({ serve: () => clock.sleep(ms * (1 + (((seed >>> 3) ^ salt) & 63) / 640)) }) })
const kind = 'comparison'; const load = { executor: 'shared-iterations', iterations: 20, concurrency: 2 } as const
const options = { kind, load, time: 'virtual', rounds: 10 } as const
const serve = ({ target }) => target.serve()
stressTest('alike', { ...options, variants: { plain: server(10), pooled: server(10, 5) }, margin: 0.2,
  gate: { 'latency.p50': 'equivalent', throughput: 'not worse' } }, serve)
stressTest('slower', { ...options, variants: { plain: server(10), pooled: server(20) } }, serve)
stressTest.fails('slower, as expected', { ...options, variants: { plain: server(10), pooled: server(20) } }, serve)
stressTest('undecided', { ...options, variants: { plain: server(10), pooled: { target: (given) => server(given.seed & 1 ? 8 : 12, 5).target(given) } } }, serve)
stressTest('of a module', { ...options, variants: { here: server(10), there: { workload: new URL('./slow.workload.ts', import.meta.url) } } }, serve)
/** Delivers all messages, but for one that it loses. */
const line = (lost) => ({ target: ({ clock }) => { let tell = () => {}; return {
  async send(message) { await clock.sleep(1); if (message.sequence !== lost) tell(message) },
  onMessage(listener) { tell = listener },
  idOf: ({ producer, sequence }) => ({ producer, sequence }),
  size: 0,
} } })
stressTest('one loses', { ...options, variants: { safe: line(-1), lossy: line(7) }, guarantees: ['atLeastOnce'], history: { path: 'histories/lines.jsonl' },
  data: agentMessages({ agents: 2 }), load: { executor: 'per-agent-iterations', agents: 2, iterations: 10 } }, ({ target, iteration }) => target.send(iteration.message))
stressTest('bad', { kind, variants: { only: {} }, rounds: 3, margin: 0, gate: { 'latency.p5O': 'not worse' } } as never, serve)
test('looked at', async () => {
  const { metrics } = await runStress({ ...options, gate: {}, rounds: 2, variants: { plain: server(10), pooled: server(20) } }, serve)
  expect(metrics.comparison!.difference!.latency_ratio).toBeGreaterThan(1.8)
})
test('not looked at', async () => { expect(await runStress({ ...options, variants: { plain: server(10), pooled: server(20) } }, serve)).toMeetBudgets() })
test('no time', async () => { await runStress({ kind, load: { executor: 'constant-arrival-rate', ratePerSecond: 10, durationMs: 1_000 }, variants: { a: {}, b: { workload: work } } }, work) }, 20_000)
stressTest('in real time', { kind, load: { executor: 'shared-iterations', iterations: 10, concurrency: 5 }, rounds: 2, gate: {}, variants: { a: {}, b: { workload: work } } }, work)`,
    },
    // What is undecided is so by the seeds of its rounds.
    { env: { GITHUB_ACTIONS: '', CI: '', GITHUB_STEP_SUMMARY: '', VITEST_STRESS_SEED: '7' } },
  )
})

const sectionOf = (name: string): ComparisonSection => scenarioOf(run, name).comparison!

test('each comparison is one entry with one verdict', () => {
  const { verdicts, tests } = summaryOf(run)
  expect(verdicts).toEqual({
    alike: 'pass',
    slower: 'fail',
    'slower, as expected': 'fail',
    undecided: 'invalid',
    'of a module': 'fail',
    'one loses': 'fail',
    bad: 'invalid',
    'looked at #1': 'pass',
    'not looked at #1': 'fail',
    'in real time': 'pass',
  })
  const passed = Object.entries(tests).filter(([, status]) => status === 'passed')
  expect(passed.map(([name]) => name).sort()).toEqual([
    'alike',
    'in real time',
    'looked at',
    'slower, as expected',
  ])
  expect(scenarioOf(run, 'slower').kind).toBe('comparison')
})

test('the metrics have every turn, and each variant under its name', () => {
  const { reference, variants, turns, gates, ...section } = sectionOf('alike')
  expect([reference, variants, turns.length]).toEqual(['plain', ['pooled'], 22])
  expect(gates.map(({ metric, verdict }) => [metric, verdict])).toEqual([
    ['latency.p50', 'pass'],
    ['throughput', 'pass'],
  ])
  const figures = section['pooled'] as VariantFigures
  expect(figures).toMatchObject({ total_processed: 200, success_rate: 1 })
  expect(figures.histogram).toMatch(/^[\w+/=]+$/)
  expect(sectionOf('slower').difference!.latency_ratio).toBeCloseTo(2, 1)
  expect(sectionOf('in real time')['a']).toMatchObject({ total_processed: 20, success_rate: 1 })
})

test('the table is printed under that of the scenarios, and in the text of the failure', () => {
  const row = /\n +latency\.p50 +pooled +10 +\+\d+(\.\d)? % .*5 % .* worse\n/
  expect(run.output).toMatch(/\nComparison of slower\nCompared beside plain, after 10 rounds;/)
  const [message] = testOf(run, 'slower').failureMessages
  expect(message).toContain('Scenario "slower" failed 1 of 1 gate.')
  expect(message).toMatch(/✗ latency p50 of pooled +not worse: worse\n/)
  expect(message).toMatch(row)
  expect(message).toMatch(/Replay: VITEST_STRESS_SEED=/)
})

test('undecided is invalid, and says what would help', () => {
  const { cause, problems } = scenarioOf(run, 'undecided')
  expect([cause, problems.length]).toEqual(['undecided', 1])
  expect(testOf(run, 'undecided').failureMessages[0]).toMatch(
    /is invalid: undecided\.\n\n +latency\.p50 of pooled is undecided: .* (rounds like these would decide|too close to the margin)/,
  )
})

test('a variant may run a module', () => {
  expect(sectionOf('of a module').gates[0]).toMatchObject({ variant: 'there', verdict: 'fail' })
  expect(sectionOf('of a module').difference!.latency_ratio).toBeGreaterThan(1.1)
})

test('where variants keep different guarantees, their histories show it', () => {
  const { guarantees, turns } = sectionOf('one loses')
  expect(turns.length).toBe(2)
  const [found] = guarantees!
  expect(found).toMatchObject({
    guarantee: 'atLeastOnce',
    verdicts: { safe: 'pass', lossy: 'fail' },
    round: 0,
  })
  const ends = (variant: string) =>
    found!.histories[variant]!.map((line) => JSON.parse(line)).map(({ f, type }) => `${f} ${type}`)
  expect(ends('lossy').length).toBeGreaterThan(0)
  expect(ends('lossy').filter((end) => end.startsWith('dequeue'))).toEqual([])
  expect(ends('safe').filter((end) => end === 'dequeue ok').length).toBeGreaterThan(0)
  const [message] = testOf(run, 'one loses').failureMessages
  expect(message).toMatch(
    /atLeastOnce: variants differ in the warm-up \(seed -?\d+\), given the same messages\n +\S+: /,
  )
  // Nothing was compared yet.
  expect(message).not.toContain('Compared beside')
  for (const variant of ['safe', 'lossy'])
    expect(
      readFileSync(join(run.folder, `histories/lines.${variant}.jsonl`), 'utf8').split('\n').length,
    ).toBeGreaterThan(40)
})

test('nothing passes unseen, and what is wrong is told at once', () => {
  expect(testOf(run, 'not looked at').failureMessages[0]).toContain('Nothing looked at its gate.latency.p50.')
  expect(testOf(run, 'no time').failureMessages[0]).toMatch(
    /timeout of the test: expected at least 6\d{4} ms for the loads of all rounds/,
  )
  const [message] = testOf(run, 'bad').failureMessages
  for (const line of [
    'Scenario "bad": 3 problems',
    'variants: expected 2 to 10 variants, the reference first, got 1 (only)',
    'margin: expected a number above 0',
    'got unknown metric "latency.p5O"; did you mean "latency.p50"?',
  ])
    expect(message).toContain(line)
})
