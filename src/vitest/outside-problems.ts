import { relative } from 'node:path'
import type { TestCase, TestModule, TestProject } from 'vitest/node'
import { gateVerdict } from '../report/compose-metrics-file.ts'

/** What went wrong in stress tests beside their runs: without it, the metrics would say `pass` by absence. */
export function outsideProblems(
  modules: readonly TestModule[],
  errors: readonly unknown[],
  isStress: (project: TestProject) => boolean,
): string[] {
  const stressModules = modules.filter(({ project }) => isStress(project))
  const concerned = stressModules.length > 0
  const allTests = modules.flatMap((module) => [...module.children.allTests()])
  const tests = allTests.filter((test) => test.result().state === 'failed')
  return [
    ...stressModules.flatMap(loadProblems),
    ...tests.flatMap(testProblems),
    ...allTests.flatMap(hiddenProblems),
    ...(concerned ? errors : []).map(
      (error) => `unhandled error: ${firstLine((error as { message?: unknown } | null)?.message ?? error)}`,
    ),
  ]
}

function loadProblems(module: TestModule): string[] {
  const file = relative(module.project.config.root, module.moduleId).replaceAll('\\', '/')
  return module.errors().map(({ message }) => `${file} could not be run: ${firstLine(message)}`)
}

/** A test with runs that were all as expected, and that failed all the same: by a hook, or an assertion of its own. */
function testProblems(test: TestCase): string[] {
  const runs = test.meta().stress?.runs ?? []
  if (runs.length === 0 || runs.some((metrics) => gateVerdict(metrics) !== 'pass')) return []
  const messages = (test.result().errors ?? []).map(({ message }) => firstLine(message))
  return [`"${test.fullName}" failed beside its run: ${messages.join('; ')}`]
}

/** Runs that were not as expected, in a test that Vitest does not call failed: skipped afterwards, or `test.fails`. */
function hiddenProblems(test: TestCase): string[] {
  const runs = test.meta().stress?.runs ?? []
  const { state } = test.result()
  const bad = runs.filter((metrics) => gateVerdict(metrics) !== 'pass')
  if (state === 'skipped' && bad.length > 0) {
    return [`"${test.fullName}" was skipped after its run had come to "${bad[0]!.verdict}"`]
  }
  if (state === 'passed' && test.options.fails && runs.some(({ verdict }) => verdict === 'invalid')) {
    return [`"${test.fullName}" is expected to fail, and its run was invalid: that shows nothing`]
  }
  return []
}

function firstLine(message: unknown): string {
  return String(message).split('\n')[0]!.slice(0, 300)
}
