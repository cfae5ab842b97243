import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MetricsFile, ScenarioMetrics } from '../../../src/model/metrics.ts'
import { reportFile } from './spawn-vitest.ts'

/** A test as Vitest's own JSON reporter has it. */
export interface ReportedTest {
  fullName: string
  status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo'
  failureMessages: string[]
}

export interface ProjectResults {
  /** The metrics file, if exactly one was written by this run. */
  metrics: MetricsFile | null
  /** Those that this run wrote. */
  metricsFiles: string[]
  /** What Vitest says of each test; empty where the run was given other reporters or never ended. */
  tests: ReportedTest[]
}

/** What a run left in `folder`; files in `before` were there already. */
export function readResults(folder: string, before: readonly string[] = []): ProjectResults {
  const logs = join(folder, 'logs')
  const metricsFiles = listOrEmpty(logs)
    .map((name) => join(logs, name))
    .filter((path) => !before.includes(path))
  const metrics = metricsFiles.length === 1 ? readMetrics(metricsFiles[0]!) : null
  return { metricsFiles, metrics, tests: readTests(join(folder, reportFile)) }
}

export function readMetrics(path: string): MetricsFile {
  return JSON.parse(readFileSync(path, 'utf8')) as MetricsFile
}

interface Outcome {
  metrics: MetricsFile | null
  tests: ReportedTest[]
  output: string
}

/** The metrics of the scenario that is named `name`, else of the first whose name contains it; throws where none does. */
export function scenarioOf({ metrics, output }: Outcome, name = ''): ScenarioMetrics {
  const scenarios = metrics?.scenarios ?? []
  const found =
    scenarios.find((scenario) => scenario.name === name) ??
    scenarios.find((scenario) => scenario.name.includes(name))
  if (!found) throw new Error(`no scenario "${name}" in the metrics; the run printed:\n${output}`)
  return found
}

/** What Vitest says of the test that is named `name`, else of the first whose name contains it; throws where none does. */
export function testOf({ tests, output }: Outcome, name: string): ReportedTest {
  const found =
    tests.find(({ fullName }) => fullName === name) ?? tests.find(({ fullName }) => fullName.includes(name))
  if (!found) throw new Error(`no test "${name}" in Vitest's report; the run printed:\n${output}`)
  return found
}

/** Name and status of all tests, and name and verdict of all scenarios: the run at a glance. */
export function summaryOf({ metrics, tests }: Outcome): { tests: object; verdicts: object } {
  return {
    tests: Object.fromEntries(tests.map(({ fullName, status }) => [fullName, status])),
    verdicts: Object.fromEntries((metrics?.scenarios ?? []).map(({ name, verdict }) => [name, verdict])),
  }
}

/** The lines of the console table, without its head. */
export function tableOf(output: string): string[] {
  const lines = output.split('\n')
  const head = lines.findIndex((line) => /^scenario +verdict +done/.test(line))
  if (head < 0) return []
  const rest = lines.slice(head + 1)
  return rest.slice(0, rest.indexOf(''))
}

function readTests(path: string): ReportedTest[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return []
  }
  const { testResults } = JSON.parse(text) as { testResults: { assertionResults: ReportedTest[] }[] }
  return testResults.flatMap(({ assertionResults }) => assertionResults)
}

function listOrEmpty(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
