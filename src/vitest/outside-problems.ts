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
  const tests = modules.flatMap((module) => [...module.children.allTests('failed')])
  return [
    ...stressModules.flatMap(loadProblems),
    ...tests.flatMap(testProblems),
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

function firstLine(message: unknown): string {
  return String(message).split('\n')[0]!.slice(0, 300)
}
