import type { ScenarioMetrics } from '../model/metrics.ts'
import { shellQuoted } from './shell-quoted.ts'

/** What has Vitest run the test of this scenario alone. */
export function testSelection({ file, name, run }: Pick<ScenarioMetrics, 'file' | 'name' | 'run'>): string {
  const testName = run === null ? name : name.replace(/ #\d+$/, '')
  // Vitest 4 joins suites and test by a space, Vitest 5 by ` > `. Anchored: a name may be the start of another, and one
  // that looks like an option or a number would not be taken as a pattern.
  const parts = testName.split(' > ').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return `${shellQuoted(file)} -t ${shellQuoted(`^${parts.join('( > | )')}$`, true)}`
}
