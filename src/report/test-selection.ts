import type { ScenarioMetrics } from '../model/metrics.ts'
import { shellQuoted } from './shell-quoted.ts'
import { testPattern } from './test-pattern.ts'

/** What has Vitest run the test of this scenario alone. */
export function testSelection(metrics: Pick<ScenarioMetrics, 'file' | 'name' | 'run'>): string {
  return `${shellQuoted(metrics.file)} -t ${shellQuoted(testPattern(metrics), true)}`
}
