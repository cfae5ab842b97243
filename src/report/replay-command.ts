import type { ScenarioMetrics } from '../model/metrics.ts'
import { secondTime } from '../model/second-time.ts'
import { testSelection } from './test-selection.ts'

/** The one command that runs this scenario again, with the same plan and data. */
export function replayCommand(metrics: ScenarioMetrics): string {
  const twice = metrics.name.endsWith(secondTime) ? 'VITEST_STRESS_TWICE=1 ' : ''
  return `${twice}VITEST_STRESS_SEED=${metrics.seed} npx vitest run ${testSelection(metrics)}`
}
