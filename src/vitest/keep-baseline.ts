import type { ScenarioMetrics } from '../model/metrics.ts'
import { secondTime } from '../model/second-time.ts'
import type { Scenario } from '../model/scenario.ts'
import type { BaselineSection } from '../model/baseline.ts'
import { describeBaseline } from '../report/describe-baseline.ts'
import { leaveFile } from './leave-file.ts'
import { namesakesOf } from './namesakes-of.ts'
import { readStressContext } from './read-stress-context.ts'
import type { TestTask } from './test-task.ts'

const sameName = 'the file has another scenario of this name, and their runs would be taken for those of one'

/**
 * Stores the run in its baseline, or lets the baseline decide about a run that passed: `worse` fails it, what cannot be told makes
 * it `invalid`. Returns what is to be said of it; null: no baseline is asked for.
 */
export async function keepBaseline(
  task: TestTask,
  metrics: ScenarioMetrics,
  scenario: Scenario,
): Promise<string | null> {
  const { baseline: settings, root } = readStressContext()
  // A search and a comparison are many runs, of which none is like the run of a scenario.
  if (settings === null || metrics.capacity !== null || scenario.kind === 'comparison') return null
  // Nothing is new to it any more.
  if (metrics.name.endsWith(secondTime)) return null
  // It is no measure of speed; and being slower than before is not what it is meant to fail for.
  if (metrics.expected_verdict === 'fail') return null
  try {
    if (namesakesOf(task) > 0) throw new Error(sameName)
    // Only where it is asked for: its schemas take their time.
    const { holdToBaseline } = await import('../baseline/hold-to-baseline.ts')
    const section = await holdToBaseline(metrics, scenario, settings, root, leaveFile)
    metrics.baseline = section
    decide(metrics, section)
    return describeBaseline(section)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    metrics.problems = [...metrics.problems, `the baseline could not be kept: ${reason}`]
    if (metrics.verdict === 'pass') Object.assign(metrics, { verdict: 'invalid', cause: 'error' })
    return null
  }
}

function decide(metrics: ScenarioMetrics, { outcome, problems }: BaselineSection): void {
  metrics.problems = [...metrics.problems, ...problems]
  if (outcome === 'worse') Object.assign(metrics, { verdict: 'fail', cause: null })
  if (outcome === 'undecided') Object.assign(metrics, { verdict: 'invalid', cause: 'undecided' })
  if (outcome === 'not comparable') Object.assign(metrics, { verdict: 'invalid', cause: 'no-evidence' })
}
