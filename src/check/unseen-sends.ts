import type { Evidence } from './evidence.ts'
import type { Finding } from './guarantee.ts'

/**
 * A channel whose messages all come from nowhere is one whose `send` nobody called: the workload calls something else. That
 * says nothing about its deliveries. Null where sends were seen.
 */
export function unseenSends({ place, account }: Evidence, summary: string): Finding | null {
  if (place !== 'channel' || account.summary.attempted > 0 || account.summary.delivered === 0) return null
  const why = 'no call of `send` was seen: it must be a method of the target that the workload calls'
  return { verdict: 'invalid', summary: `${summary}; ${why}`, examples: [] }
}
