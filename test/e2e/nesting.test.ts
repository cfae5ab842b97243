import { beforeAll, expect, test } from 'vitest'
import { configOf, header, runAgain, runProject, type ProjectRun } from './support/run-project.ts'
import { readReplay } from './support/read-replay.ts'
import { summaryOf, testOf } from './support/read-results.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'vitest.config.ts': configOf(`retry: 1, sequence: { concurrent: true }, maxConcurrency: 5`),
    'stress/nesting.stress.ts': `${header}; import { beforeEach, afterEach } from 'vitest'
let [running, most, hooks] = [0, 0, 0]
let [retried, attempts] = [0, 0]
const alone = async () => { most = Math.max(most, ++running); await work(); running-- }
const one = { executor: 'shared-iterations', iterations: 20 } as const
describe('outer', { retry: 2 }, () => {
  beforeEach(() => { hooks++ })
  afterEach(() => { hooks++ })
  describe.concurrent('inner', () => {
    stressTest('a', { load: one }, alone)
    stressTest('b', { load: one }, alone)
  })
  describe('retried', () => {
    stressTest('tries once', { load: { ...one, iterations: 1 } }, () => { retried++; throw new Error('no') })
  })
})
stressTest('tries once, whatever the config says', { load: { ...one, iterations: 1 } }, () => { attempts++; throw new Error('no') })
afterAll(() => console.log('COUNTED', JSON.stringify({ most, hooks, retried, attempts })))`,
  })
})

test('names carry their suites', () => {
  expect(Object.keys(summaryOf(run).verdicts)).toEqual([
    'outer > inner > a',
    'outer > inner > b',
    'outer > retried > tries once',
    'tries once, whatever the config says',
  ])
})

test('what is inherited of retry and concurrency does not hold; hooks do', () => {
  // One iteration at a time of one scenario at a time; three tests with a hook before and one after each.
  expect(run.output).toContain('COUNTED {"most":1,"hooks":6,"retried":1,"attempts":1}')
})

test('an inherited retry is reported', () => {
  expect(run.output).toContain('no retries (retry 1 set to 0)')
  expect(run.output).toContain('retry 2 of describe set to 0: a stress test runs once')
})

test('the replay command finds a nested test, and that one only', async () => {
  const { seed, args } = readReplay(testOf(run, 'outer retried tries once').failureMessages.join('\n'))
  const again = await runAgain(run.folder, { args, env: { VITEST_STRESS_SEED: seed } })
  expect(summaryOf(again).verdicts).toEqual({ 'outer > retried > tries once': 'fail' })
})
