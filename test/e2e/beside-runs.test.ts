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
  ['a file that cannot be run', /stress\/1-throws\.stress\.ts could not be run: thrown while collecting/],
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
