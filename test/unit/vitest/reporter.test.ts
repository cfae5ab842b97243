import { expect, test } from 'vitest'
import type { TestCase, TestModule, TestProject, TestSpecification, Vitest } from 'vitest/node'
import { defaultPluginOptions } from '../../../src/vitest/default-plugin-options.ts'
import { ResultsReporter } from '../../../src/vitest/reporter.ts'
import { sessionIn, type StressSession } from '../../../src/vitest/session.ts'
import type { WatchedRun } from '../../../src/vitest/watched-run.ts'

const project = { name: '' } as TestProject
const specifications = [{ project }] as TestSpecification[]
const testWith = (stress: object | undefined): TestCase =>
  ({ id: '1', meta: () => ({ stress }) }) as unknown as TestCase
const moduleOf = (...tests: TestCase[]): TestModule =>
  ({ children: { allTests: () => tests.values() } }) as unknown as TestModule

function begin(config = {}): { reporter: ResultsReporter; session: StressSession } {
  const vitest = { config, onClose: () => {} } as unknown as Vitest
  const reporter = new ResultsReporter(defaultPluginOptions)
  reporter.onInit(vitest)
  return { reporter, session: sessionIn(vitest)! }
}
/** What it would load is built, and not in src. */
const loads = /run-reporter\.js/

test('a run of Vitest without a stress test loads nothing to report one', async () => {
  const { reporter } = begin()
  await reporter.onTestRunStart(specifications)
  reporter.onTestCaseResult(testWith(undefined))
  await reporter.onTestRunEnd([moduleOf(testWith(undefined))], [], 'passed')
})

test('a stress project among those that run does, and so does a replay or a merge', async () => {
  const { reporter, session } = begin()
  session.projects.set(project, '')
  await expect(reporter.onTestRunStart(specifications)).rejects.toThrow(loads)
  await expect(begin({ mergeReports: 'blobs' }).reporter.onTestRunStart([])).rejects.toThrow(loads)
  const replayed = begin()
  Object.assign(replayed.session, { replay: { name: 'a scenario' } })
  await expect(replayed.reporter.onTestRunStart([])).rejects.toThrow(loads)
})

test.each<[string, (reporter: ResultsReporter, session: StressSession) => unknown]>([
  ['a run that starts', (_, { hub }) => hub.onStart({} as WatchedRun)],
  ['what a test left of its run', (reporter) => reporter.onTestCaseResult(testWith({ runs: [{}] }))],
  [
    'a stress test of which nothing was heard',
    (reporter) => reporter.onTestRunEnd([moduleOf(testWith({ declared: true }))], [], 'failed'),
  ],
])('%s does, in a file of whatever project', async (_, show) => {
  const { reporter, session } = begin()
  await reporter.onTestRunStart(specifications)
  await expect((async () => show(reporter, session))()).rejects.toThrow(loads)
})
