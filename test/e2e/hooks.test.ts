import { beforeAll, expect, test } from 'vitest'
import { header, runProject, type ProjectRun } from './support/run-project.ts'
import { scenarioOf, testOf } from './support/read-results.ts'

let run: ProjectRun

beforeAll(async () => {
  run = await runProject({
    'stress/hooks.stress.ts': `${header}
const lines = []
const load = { executor: 'shared-iterations', iterations: 6, concurrency: 2 }
const hooks = {
  target: () => ({ close: () => lines.push('close') }),
  setup: async ({ seed }) => { lines.push('setup'); return { seed } },
  beforeEachUser: ({ setup, userIndex }) => ({ number: userIndex, seed: setup.seed, count: 0 }),
  afterEachUser: ({ user }) => lines.push('user ' + user.number),
  teardown: ({ setup }) => lines.push('teardown ' + (setup === undefined)),
}
stressTest('a pass', { load, ...hooks, seed: 5 }, ({ user, setup, iteration }) => {
  user.count++
  if (setup.seed !== 5 || user.seed !== 5 || user.number !== iteration.userIndex) throw new Error('mixed up')
})
test('in their order', () => expect(lines).toEqual(['setup', 'user 0', 'user 1', 'teardown false', 'close']))
stressTest('a setup that fails', { load, ...hooks, setup: () => { throw new TypeError('no products') } }, () => {})
stressTest('a user that fails', { load, ...hooks, beforeEachUser: ({ userIndex }) => { if (userIndex === 1) throw new Error('no login') ; return { number: userIndex } } }, () => {})
stressTest('a teardown that hangs', { load, teardown: () => new Promise(() => {}), hookTimeoutMs: 300 }, () => {})
test('in a plain test', async () => {
  const result = await runStress({ load, beforeEachUser: () => 7 }, ({ user }) => { if (user !== 7) throw new Error('no user') })
  expect(result.verdict).toBe('pass')
})
const withUser = stressTest.extend('user', async () => 'fixture')
withUser('a fixture of the same name', { load }, ({ user }) => { if (user !== 'fixture') throw new Error('no fixture') })
`,
  })
})

test('hooks hand on what they return, in their order', () => {
  expect(scenarioOf(run, 'a pass'), run.output).toMatchObject({ verdict: 'pass', success_count: 6 })
  expect(testOf(run, 'in their order')).toMatchObject({ status: 'passed', failureMessages: [] })
  expect(testOf(run, 'in a plain test')).toMatchObject({ status: 'passed' })
  expect(scenarioOf(run, 'a fixture of the same name')).toMatchObject({ verdict: 'pass' })
})

test.each([
  ['a setup that fails', 'setup failed: TypeError: no products'],
  ['a user that fails', 'beforeEachUser failed for user 1: no login'],
  ['a teardown that hangs', 'teardown failed: it did not end within 0.3 s (hookTimeoutMs)'],
])('%s is named, and the run is invalid', (name, problem) => {
  expect(scenarioOf(run, name)).toMatchObject({ verdict: 'invalid', cause: 'error', problems: [problem] })
  const [message] = testOf(run, name).failureMessages
  expect(message).toContain(problem)
})
