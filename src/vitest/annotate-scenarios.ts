import { resolve } from 'node:path'
import type { TestCase, TestModule, Vitest } from 'vitest/node'
import type { MetricsFile, ScenarioMetrics } from '../model/metrics.ts'
import { gateVerdict } from '../report/compose-metrics-file.ts'
import { describeVerdict } from '../report/describe-verdict.ts'
import { judgedRows } from '../report/judged-rows.ts'
import { renderAnnotation } from '../report/render-annotation.ts'
import { renderFailure } from '../report/render-failure.ts'
import { nameOfReporter } from './name-of-reporter.ts'

/**
 * Annotations for GitHub, one line each: scenarios that did not pass, at their line. What Vitest's own reporter annotates,
 * an error of a test with a place, is left to it.
 */
export function annotateScenarios({ scenarios, problems }: MetricsFile, vitest: Vitest): string[] {
  const { root, reporters } = vitest.config
  const shown = reporters.some((reporter) => nameOfReporter(reporter) === 'github-actions')
  const tests = vitest.state.getTestModules().flatMap((module: TestModule) => [...module.children.allTests()])
  const bad = scenarios.filter((scenario) => gateVerdict(scenario) !== 'pass')
  const lines = bad.flatMap((metrics) => {
    const test = findTest(tests, metrics, root)
    return shown && test !== null && hasPlacedError(test) ? [] : [annotate(metrics, test, root)]
  })
  const nowhere = { level: 'error', file: null, line: null, column: null, title: 'Stress' } as const
  return [...lines, ...(shown ? [] : problems.map((text) => renderAnnotation({ ...nowhere, text })))]
}

function annotate(metrics: ScenarioMetrics, test: TestCase | null, root: string): string {
  const names = judgedRows(metrics)
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ name }) => name)
  const verdict = describeVerdict(metrics)
  return renderAnnotation({
    level: isAccepted(test) ? 'warning' : 'error',
    file: resolve(root, metrics.file),
    line: test?.location?.line ?? null,
    column: test?.location?.column ?? null,
    title: `${metrics.name}: ${verdict}${names.length === 0 ? '' : ` (${names.join(', ')})`}`,
    text: renderFailure(metrics),
  })
}

/** A test may look at a bad result and pass: then the job does not fail by it. */
function isAccepted(test: TestCase | null): boolean {
  return test?.result().state === 'passed' && !test.options.fails
}

function hasPlacedError(test: TestCase): boolean {
  const { state, errors } = test.result()
  return state === 'failed' && (errors ?? []).some(({ stack }) => /^\s*at /m.test(stack ?? ''))
}

/** The test that left these metrics; else, for a run that never came to its end, the one of that name. */
function findTest(tests: readonly TestCase[], metrics: ScenarioMetrics, root: string): TestCase | null {
  const name = metrics.run === null ? metrics.name : metrics.name.replace(/ #\d+$/, '')
  const named = tests.filter(
    (test) =>
      test.fullName === name &&
      (test.project.name || null) === metrics.project &&
      resolve(test.module.moduleId) === resolve(root, metrics.file),
  )
  return named.find((test) => test.meta().stress?.runs?.includes(metrics)) ?? named[0] ?? null
}
