import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, summaryOf, testOf } from './support/read-results.ts'

const miss = `{ load: few, budgets: { latency: { p99: { maxMs: 0.0001 } } } }`
const broken = `{ load: few, target: () => { throw new Error('no target') } }`
let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'stress/run.stress.ts': `${header}
describe('suite', () => {
  test('two runs', async () => {
    const first = await runStress({ load: few }, work)
    const second = await runStress({ load: { ...few, iterations: 20 }, target: () => 'built' }, ({ target, iteration, task }) => {
      if (target !== 'built' || iteration.index > 19 || !task.name) throw new Error('wrong context')
    })
    expect([first.verdict, second.verdict]).toEqual(['pass', 'pass'])
    expect(first.cause).toBeNull()
    expect(first.problems).toEqual([])
    expect(first.budgets).toMatchObject([{ budget: 'successRate', verdict: 'pass' }])
    expect(second.metrics.total_processed).toBe(20)
  })
})
test('a result that nothing looked at', async () => { await runStress(${miss}, work) })
test('an invalid result that nothing looked at', async () => { await runStress(${broken}, work) })
test('a pass that nothing looked at', async () => { await runStress({ load: few }, work) })
test('looked at by its verdict', async () => { expect((await runStress(${miss}, work)).verdict).toBe('fail') })
test('looked at by its cause', async () => { expect((await runStress(${broken}, work)).cause).toBe('error') })
test('only one of two looked at', async () => { (await runStress(${miss}, work)).verdict; await runStress(${miss}, work) })
test('bad input', async () => {
  await expect(runStress({ load: { ...few, iterations: -1 }, budget: {} } as never, work)).rejects.toThrow(/2 problems/)
  await expect(runStress({ load: few }, 'work' as never)).rejects.toThrow('workload: expected a function, or the URL of a module')
})
test('bad input that nothing catches', async () => { await runStress({ load: { ...few, iterations: -1 } }, work) })
test('two at once', async () => {
  const first = runStress({ load: few }, work)
  await expect(runStress({ load: few }, work)).rejects.toThrow(/runStress: expected one run at a time.*got a second one while "two at once #1" was under way/)
  expect((await first).verdict).toBe('pass')
})
test('not awaited', async () => { void runStress({ load: { executor: 'constant-concurrency', concurrency: 1, durationMs: 30_000 } }, work) })
test('ends before the test does', async () => {
  const result = await runStress({ load: { executor: 'constant-concurrency', concurrency: 1, durationMs: 30_000 } }, work)
  expect([result.verdict, result.cause]).toEqual(['invalid', 'error'])
  expect(result.problems[0]).toMatch(/^RunEndedError: the run took longer than its time limit/)
}, 1_500)
test('after all that', async () => { expect((await runStress({ load: few }, work)).verdict).toBe('pass') })`,
    'test/ordinary.test.ts': `${header}
test('beside stress files', async () => { expect((await runStress({ load: few }, work)).verdict).toBe('pass') })
await expect(runStress({ load: few }, work)).rejects.toThrow('runStress: expected to be called inside a test')`,
  })
})

test('each run is an entry of its own', () => {
  const { verdicts } = summaryOf(run)
  expect(verdicts).toEqual({
    'suite > two runs #1': 'pass',
    'suite > two runs #2': 'pass',
    'a result that nothing looked at #1': 'fail',
    'an invalid result that nothing looked at #1': 'invalid',
    'a pass that nothing looked at #1': 'pass',
    'looked at by its verdict #1': 'fail',
    'looked at by its cause #1': 'invalid',
    'only one of two looked at #1': 'fail',
    'only one of two looked at #2': 'fail',
    'two at once #1': 'pass',
    'not awaited #1': 'invalid',
    'ends before the test does #1': 'invalid',
    'after all that #1': 'pass',
    'beside stress files #1': 'pass',
  })
  expect(scenarioOf(run, 'two runs #2').total_processed).toBe(20)
})

test('a result that is not a pass, and that nothing looked at, fails its test', () => {
  const { tests } = summaryOf(run)
  const failed = Object.entries(tests).filter(([, status]) => status === 'failed')
  expect(failed.map(([name]) => name).sort()).toEqual([
    'a result that nothing looked at',
    'an invalid result that nothing looked at',
    'bad input that nothing catches',
    'not awaited',
    'only one of two looked at',
    // Though the rejection was caught: the first run was disturbed.
    'two at once',
  ])
  expect(Object.keys(tests)).toHaveLength(14)
  expect(run.exitCode).toBe(1)
})

test('the failure has the whole text, the place and the way out', () => {
  const [message] = testOf(run, 'a result that nothing looked at').failureMessages
  expect(message).toContain('Scenario "a result that nothing looked at #1" failed 1 of 2 budgets.')
  expect(message).toContain(`-t '^a result that nothing looked at$'`)
  expect(message).toContain(
    'Nothing looked at its latency.p99. Read `result.verdict`, or give the result to matchers.',
  )
  expect(message).toContain('stress/run.stress.ts:15:')
})

test('bad input says every problem, and where', () => {
  const [message] = testOf(run, 'bad input that nothing catches').failureMessages
  expect(message).toContain('runStress in "bad input that nothing catches": 1 problem')
  expect(message).toContain('load.iterations: expected a whole number above 0, got -1')
  expect(message).toContain('stress/run.stress.ts:25:')
})

test('a run that its test does not wait for is ended', () => {
  expect(testOf(run, 'not awaited').failureMessages[0]).toContain(
    'was still running when its test ended: await runStress(...)',
  )
  expect(run.output).not.toContain('Unhandled')
})
