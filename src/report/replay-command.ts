import type { ScenarioMetrics } from '../model/metrics.ts'
import { testSelection } from './test-selection.ts'

/** The one command that runs this scenario again, with the same plan and data. */
export function replayCommand(metrics: ScenarioMetrics): string {
  return `VITEST_STRESS_SEED=${metrics.seed} npx vitest run ${testSelection(metrics)}`
}
