import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, summaryOf, testOf } from './support/read-results.ts'

const file = 'stress/bad.stress.ts'
let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    [file]: `${header}
stressTest('many mistakes', {
  kind: 'standart',
  load: { executor: 'shared-iterations', iterations: 'many', concurency: 2 },
  budgets: { latency: { p95: { maxMs: -1 }, p999x: { maxMs: 1 } }, throughputs: { minPerSecond: 1 } },
  gaurantees: ['atLeastOnce'],
  timeout: 'long',
}, work)
stressTest('no workload', { load: few })
stressTest('no function', { load: few }, 'work')
stressTest('options last', work, { load: few })
stressTest('an executor that is none', { load: { executor: 'shared-iteration' } }, work)
stressTest('an empty load', { load: { executor: 'replay', trace: [] } }, work)
stressTest('a trace that is not there', { load: { executor: 'replay', trace: 'missing.jsonl' } }, work)
stressTest('options that cannot go together', { load: few, budgets: { lateness: { p99: { maxMs: 1 } }, phases: { warmup: { failures: { max: 0 } } } } }, work)
stressTest('retry', { load: few, retry: 2 }, work)
stressTest('repeats', { load: few, repeats: 2 }, work)
stressTest('concurrent', { load: few, concurrent: true }, work)
stressTest.concurrent('chained', { load: few }, work)
const withUser = stressTest.extend('user', async () => 'Ann')
withUser('a fixture and a mistake', { lod: few }, ({ user }) => user)
withUser('a fixture and a module', { load: few }, new URL('./one.workload.ts', import.meta.url))
stressTest('what is the case anyway', { load: few, retry: 0, repeats: 0, concurrent: false }, work)
stressTest('beside it', { load: few }, work)`,
    'stress/one.workload.ts': 'export default () => {}',
  })
})

test('bad input fails its own test, and no other', () => {
  const { tests, verdicts } = summaryOf(run)
  const good = ['a fixture and a module', 'what is the case anyway', 'beside it']
  expect(run.exitCode).toBe(1)
  expect(Object.keys(tests)).toHaveLength(16)
  for (const [name, status] of Object.entries(tests))
    expect([name, status]).toEqual([name, good.includes(name) ? 'passed' : 'failed'])
  for (const [name, verdict] of Object.entries(verdicts))
    expect([name, verdict]).toEqual([name, good.includes(name) ? 'pass' : 'invalid'])
})

test('where there are fixtures, it is still what is wrong that is told', () => {
  const [message] = testOf(run, 'a fixture and a mistake').failureMessages
  expect(message).toContain('got unknown option "lod"; did you mean "load"?')
})

test('every problem comes at once: path, expected, got, and the nearest name', () => {
  const [message] = testOf(run, 'many mistakes').failureMessages
  expect(message).toContain('Scenario "many mistakes": 8 problems')
  for (const line of [
    'timeout: expected a number of milliseconds above 0, got "long"',
    'kind: expected one of "standard", "high-load", "chaos", "comparison", got "standart"; did you mean "standard"?',
    'load.iterations: expected a whole number above 0, got "many"',
    'got unknown option "concurency"; did you mean "concurrency"?',
    'budgets.latency.p95.maxMs: expected a number of milliseconds above 0, got -1',
    'got unknown metric "p999x"',
    'got unknown option "throughputs"; did you mean "throughput"?',
    'got unknown option "gaurantees"; did you mean "guarantees"?',
  ]) {
    expect(message).toContain(line)
  }
})

test('the metrics say the same, under the cause error', () => {
  const { cause, problems, total_processed: total, kind } = scenarioOf(run, 'many mistakes')
  expect({ cause, total, kind }).toEqual({ cause: 'error', total: 0, kind: 'standard' })
  expect(problems).toHaveLength(8)
  expect(run.metrics!.verdict).toBe('invalid')
})

test.each([
  [
    'no workload',
    "workload: expected a function, or the URL of a module: new URL('./orders.workload.ts', import.meta.url), got nothing",
  ],
  [
    'no function',
    `workload: expected a function, or the URL of a module: new URL('./orders.workload.ts', import.meta.url), got "work"`,
  ],
  [
    'options last',
    'options: expected options before the workload: stressTest(name, options, workload), got {',
  ],
  ['an executor that is none', 'did you mean "shared-iterations"?'],
  ['an empty load', 'load: expected a load of at least one iteration, got a load that starts none'],
  ['a trace that is not there', 'missing.jsonl'],
  ['options that cannot go together', 'budgets.lateness: expected an open model'],
  ['options that cannot go together', 'budgets.phases.warmup: expected load.warmupMs above 0'],
  ['retry', 'retry: expected no retry, because a budget kept at the second attempt was not kept, got 2'],
  ['repeats', 'repeats: expected no repeats, because'],
  [
    'concurrent',
    'concurrent: expected no concurrency, because scenarios that run at once measure each other',
  ],
  ['chained', 'stressTest.concurrent: expected no concurrency, because'],
])('%s: %s', (name, problem) => {
  expect(testOf(run, name).failureMessages[0]).toContain(problem)
})

test('the place is the line of the call, and there is no stack of ours', () => {
  const lines = testOf(run, 'many mistakes').failureMessages[0]!.split('\n')
  expect(lines.filter((line) => /^\s+at /.test(line))).toEqual([expect.stringContaining(`${file}:2:1`)])
  expect(testOf(run, 'no workload').failureMessages[0]).toContain(`${file}:9:1`)
  expect(run.output).not.toMatch(/dist\/|❯.*node_modules/)
})
