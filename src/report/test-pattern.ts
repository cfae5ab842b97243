import type { ScenarioMetrics } from '../model/metrics.ts'
import { secondTime } from '../model/second-time.ts'

/** For `-t` of Vitest: the test of this scenario, and no other; of one that is run for the second time, the first as well. */
export function testPattern({ name, run }: Pick<ScenarioMetrics, 'name' | 'run'>): string {
  const isSecond = name.endsWith(secondTime)
  const testName = isSecond
    ? name.slice(0, -secondTime.length)
    : run === null
      ? name
      : name.replace(/ #\d+$/, '')
  // Vitest 4 joins suites and test by a space, Vitest 5 by ` > `. Anchored: a name may be the start of another, and one
  // that looks like an option or a number would not be taken as a pattern.
  const parts = testName.split(' > ').map(escaped)
  return `^${parts.join('( > | )')}${isSecond ? `(${escaped(secondTime)})?` : ''}$`
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
