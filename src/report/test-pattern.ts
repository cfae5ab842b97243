import type { ScenarioMetrics } from '../model/metrics.ts'

/** For `-t` of Vitest: the test of this scenario, and no other. */
export function testPattern({ name, run }: Pick<ScenarioMetrics, 'name' | 'run'>): string {
  const testName = run === null ? name : name.replace(/ #\d+$/, '')
  // Vitest 4 joins suites and test by a space, Vitest 5 by ` > `. Anchored: a name may be the start of another, and one
  // that looks like an option or a number would not be taken as a pattern.
  const parts = testName.split(' > ').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return `^${parts.join('( > | )')}$`
}
