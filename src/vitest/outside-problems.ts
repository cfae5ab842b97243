import type { TestCase, TestModule, TestProject } from 'vitest/node'
import { gateVerdict } from '../report/compose-metrics-file.ts'
import { fileOfModule } from './file-of-module.ts'

/** In characters. */
const longest = 300
const longestProblems = 1_000

/** What went wrong in stress tests beside their runs: without it, the metrics would say `pass` by absence. */
export function outsideProblems(
  modules: readonly TestModule[],
  errors: readonly unknown[],
  isStress: (project: TestProject) => boolean,
): string[] {
  const stressModules = modules.filter(({ project }) => isStress(project))
  const concerned = stressModules.length > 0
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const problems = [
    ...stressModules.flatMap(loadProblems),
    ...tests.flatMap((test) => testProblems(test, isStress(test.project))),
    ...tests.flatMap(hiddenProblems),
    ...(concerned ? errors : []).map(
      (error) => `unhandled error: ${inOneLine((error as { message?: unknown } | null)?.message ?? error)}`,
    ),
  ]
  return fold(problems)
}

/** The same problem many times over is one line. */
function fold(problems: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const problem of problems) counts.set(problem, (counts.get(problem) ?? 0) + 1)
  return [...counts].map(([problem, count]) => (count === 1 ? problem : `${problem} (${count} times)`))
}

/** A file that could not be loaded, and suites whose hooks failed: their tests never ran. */
function loadProblems(module: TestModule): string[] {
  const file = fileOfModule(module, module.project.config.root)
  const suites = [...module.children.allSuites()].flatMap((suite) =>
    suite.errors().map(({ message }) => `"${suite.fullName}" in ${file} failed: ${inOneLine(message)}`),
  )
  return [...module.errors().map(({ message }) => `${file} failed: ${inOneLine(message)}`), ...suites]
}

/**
 * A test that failed though its runs were all as expected: by a hook, or an assertion of its own. And one of a stress
 * file that failed before it had a run; a `stressTest` without a run has an entry of its own.
 */
function testProblems(test: TestCase, inStressFile: boolean): string[] {
  const { state, errors } = test.result()
  if (state !== 'failed') return []
  const { declared, runs = [] } = test.meta().stress ?? {}
  const text = (errors ?? []).map(({ message }) => inOneLine(message)).join('; ')
  if (runs.length === 0) return inStressFile && !declared ? [`"${test.fullName}" failed: ${text}`] : []
  if (runs.some((metrics) => gateVerdict(metrics) !== 'pass')) return []
  return [`"${test.fullName}" failed beside its run: ${text}`]
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

/** The first line, but of a mistake in what the user wrote, where that only counts what is told below. */
function inOneLine(message: unknown): string {
  const [first = '', ...below] = String(message).split('\n')
  if (!/: \d+ problems?$/.test(first)) return first.slice(0, longest)
  const problems = below.map((line) => line.trim()).filter((line) => line !== '')
  return `${first.slice(0, longest)}: ${problems.join('; ').slice(0, longestProblems)}`
}
