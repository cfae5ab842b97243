import type { ScenarioMetrics } from '../model/metrics.ts'

/** The one command that runs this scenario again, with the same plan and data. */
export function replayCommand({ seed, file, name, run }: ScenarioMetrics): string {
  const testName = run === null ? name : name.replace(/ #\d+$/, '')
  // Vitest 4 joins suites and test by a space, Vitest 5 by ` > `. Anchored: a name may be the start of another, and one
  // that looks like an option or a number would not be taken as a pattern.
  const parts = testName.split(' > ').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = `^${parts.join('( > | )')}$`
  return `VITEST_STRESS_SEED=${seed} npx vitest run ${/^[\w./@+=:-]+$/.test(file) ? file : shellQuote(file)} -t ${shellQuote(pattern)}`
}

function shellQuote(text: string): string {
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`
}
