import { beforeAll, expect, test } from 'vitest'
import { configOf, header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, summaryOf, tableOf, testOf } from './support/read-results.ts'

const miss = `{ load: few, budgets: { latency: { p99: { maxMs: 0.0001 } } } }`
let run: ProjectRun

// `.skip` and `.only` stand in the source of fixtures here: they are what is tested.
beforeAll(async () => {
  run = await runProject({
    'vitest.config.ts': configOf(`tags: [{ name: 'slow' }, { name: 'fast' }]`),
    'stress/modifiers.stress.ts': `${header}
stressTest.skip('skipped', { load: few }, work) // to be seen as skipped
stressTest.todo('todo')
stressTest('todo without a workload')
stressTest('todo by option', { load: few, todo: true }, work)
stressTest('skipped by option', { load: few, skip: true }, work)
stressTest.skipIf(true)('skipped by condition', { load: few }, work)
stressTest.skipIf(false)('not skipped by condition', { load: few }, work)
stressTest.runIf(true)('run by condition', { load: few }, work)
stressTest.runIf(false)('not run by condition', { load: few }, work)
const seen: unknown[] = []
stressTest.each([[1, 'one'], [2, 'two']])('each %i', { load: few }, (number, word) => { seen.push([number, word]) })
stressTest.for([{ agents: 2 }, { agents: 3 }])('for $agents agents', { load: few }, async ({ agents }, { iteration, task, target }) => {
  if (agents < 2 || iteration.index < 0 || !task.name.includes(String(agents)) || target !== undefined) throw new Error('wrong case')
  await work()
})
stressTest.fails('fails on a missed budget', ${miss}, work)
stressTest('fails by option', { ...${miss}, fails: true }, work)
stressTest.fails('fails on a pass', { load: few }, work)
stressTest.fails('fails on an invalid run', { load: few, target: () => { throw new Error('no target') } }, work)
stressTest.fails('fails on bad input', { load: { ...few, iterations: 0 } }, work)
const extended = stressTest.extend<{ city: string }>({ city: async ({}, use) => { await use('Bern') } })
extended('extended', { load: few, target: () => ({ name: 'target' }) }, async ({ city, target, iteration }) => {
  if (city !== 'Bern' || target.name !== 'target' || typeof iteration.index !== 'number') throw new Error('no fixture')
})
extended.for([['row']])('extended for %s', { load: few }, async ([row], { city }) => { if (row + city !== 'rowBern') throw new Error('no fixture') })
stressTest('default load', work)
stressTest('own timeout', work, 4_000)
afterAll(() => { if (seen.length !== 20 || (seen[19] as unknown[])[1] !== 'two') throw new Error('each: ' + JSON.stringify(seen)) })
`,
    'stress/only.stress.ts': `${header}
stressTest('beside only', { load: few }, work)
stressTest.only('only', { load: few }, work) // to leave out what stands beside it
stressTest('only by option', { load: few, only: true }, work)
stressTest.only.for([1])('only for %i', { load: few }, work)`,
    'stress/tags.stress.ts': `${header}
stressTest('tagged', { load: few, tags: ['slow'] }, work)
stressTest('tagged by one', { load: few, tags: 'fast' }, work)`,
  })
})

test('skipped and planned tests are that, and not in the metrics', () => {
  const { tests, verdicts } = summaryOf(run)
  expect(tests).toMatchObject({
    skipped: 'skipped',
    todo: 'todo',
    'todo without a workload': 'todo',
    'todo by option': 'todo',
    'skipped by option': 'skipped',
    'skipped by condition': 'skipped',
    'not skipped by condition': 'passed',
    'run by condition': 'passed',
    'not run by condition': 'skipped',
    'beside only': 'skipped',
    only: 'passed',
    'only by option': 'passed',
    'only for 1': 'passed',
  })
  for (const name of ['skipped', 'todo', 'not run by condition', 'beside only']) {
    expect(verdicts).not.toHaveProperty([name])
  }
})

test('each and for make a scenario of each case', () => {
  expect(summaryOf(run)).toMatchObject({
    tests: { 'each 1': 'passed', 'each 2': 'passed', 'for 2 agents': 'passed', 'for 3 agents': 'passed' },
    verdicts: { 'each 1': 'pass', 'each 2': 'pass', 'for 2 agents': 'pass', 'for 3 agents': 'pass' },
  })
})

test('fails passes on the verdict fail, and on nothing else', () => {
  expect(summaryOf(run)).toMatchObject({
    tests: {
      'fails on a missed budget': 'passed',
      'fails by option': 'passed',
      'fails on a pass': 'failed',
      'fails on an invalid run': 'failed',
      'fails on bad input': 'failed',
    },
    verdicts: {
      'fails on a missed budget': 'fail',
      'fails by option': 'fail',
      'fails on a pass': 'pass',
      'fails on an invalid run': 'invalid',
      'fails on bad input': 'invalid',
    },
  })
  expect(scenarioOf(run, 'fails on a missed budget').expected_verdict).toBe('fail')
  expect(testOf(run, 'fails on a pass').failureMessages[0]).toContain('was expected to fail, but passed')
  const table = tableOf(run.output)
  expect(table.find((line) => line.startsWith('fails on a missed budget'))).toContain('fail, as expected')
  expect(table.find((line) => line.startsWith('fails on a pass'))).toContain('pass, not fail')
})

test('fixtures of extend reach the workload', () => {
  expect(summaryOf(run).tests).toMatchObject({ extended: 'passed', 'extended for row': 'passed' })
})

test('options may be left out, or be a timeout after the workload', () => {
  expect(scenarioOf(run, 'default load')).toMatchObject({ verdict: 'pass', total_processed: 900 })
  expect(scenarioOf(run, 'own timeout')).toMatchObject({ verdict: 'pass', total_processed: 900 })
})

test('tags that the config knows are taken', () => {
  expect(summaryOf(run).tests).toMatchObject({ tagged: 'passed', 'tagged by one': 'passed' })
})

test('nothing else failed', () => {
  const failed = run.tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
  expect(failed, run.output).toEqual(['fails on a pass', 'fails on an invalid run', 'fails on bad input'])
  expect(run.output).not.toContain('each: ')
  expect(run.exitCode).toBe(1)
})
