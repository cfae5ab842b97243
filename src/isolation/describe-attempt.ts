import type { AttemptMetrics } from '../model/isolation-metrics.ts'

/** One attempt as a line for a person. */
export function describeAttempt({ surface, what, where_to, call_site, chain }: AttemptMetrics): string {
  const imports = chain === null ? '' : `\n    ${chain.join('\n    -> ')}`
  return `${surface}: ${what} to ${where_to}${call_site === null ? '' : ` at ${call_site}`}${imports}`
}
