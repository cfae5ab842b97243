import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { summaryOf } from './support/read-results.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'stress/1-throws.stress.ts': `${header}\nthrow new Error('thrown while collecting')`,
    'stress/2-hooks.stress.ts': `${header}; import { afterEach, beforeEach } from 'vitest'
describe('before', () => {
  beforeEach(() => { throw new Error('no database') })
  stressTest('never begins', { load: few }, work)
})
describe('after', () => {
  afterEach(() => { throw new Error('not cleaned up') })
  stressTest('passes by itself', { load: few }, work)
})
test('an assertion beside a run', async () => {
  expect((await runStress({ load: few }, work)).verdict).toBe('pass')
  expect(1 + 1).toBe(3)
})`,
  })
})

test('what fails beside the runs fails the file, and is in it', () => {
  expect(run.exitCode, run.output).toBe(1)
  expect(summaryOf(run).verdicts).toEqual({
    'before > never begins': 'invalid',
    'after > passes by itself': 'pass',
    'an assertion beside a run #1': 'pass',
  })
  expect(run.metrics!.verdict).not.toBe('pass')
})

test.each([
  ['a file that cannot be run', /stress\/1-throws\.stress\.ts failed: thrown while collecting/],
  ['a hook before', /it ended before its run began: no database/],
  ['a hook after', /"after > passes by itself" failed beside its run: not cleaned up/],
  ['an assertion', /"an assertion beside a run" failed beside its run: /],
])('%s is named', (_, text) => {
  expect(JSON.stringify(run.metrics).replaceAll('\\"', '"')).toMatch(text)
})

test('a file that cannot be run, alone, still leaves a metrics file that does not pass', async () => {
  const alone = await runProject({ 'stress/1.stress.ts': `${header}\nimport './missing.ts'` })
  expect(alone.exitCode).toBe(1)
  expect(alone.metrics, alone.output).toMatchObject({ verdict: 'invalid', scenarios: [] })
})

test('a suite whose tests never ran, and a test that never had a run, leave no green file', async () => {
  const { exitCode, output, metrics } = await runProject({
    'stress/a.stress.ts': `${header}; import { beforeAll } from 'vitest'
stressTest('fine', { load: few }, work)
describe('suite', () => {
  beforeAll(() => { throw new Error('no database') })
  stressTest('never runs', { load: few }, work)
})
test('refused', async () => { await runStress({ lod: few } as never, work) })
test('unhandled', () => { for (let i = 0; i < 3; i++) void Promise.reject(new Error('nobody waits')) })`,
  })
  expect(exitCode, output).toBe(1)
  expect(metrics!.verdict).toBe('invalid')
  expect(metrics!.problems).toEqual([
    expect.stringMatching(/"suite" in stress\/a\.stress\.ts failed: no database/),
    expect.stringMatching(/"refused" failed: runStress in "refused": 1 problem/),
    'unhandled error: nobody waits (3 times)',
  ])
})
