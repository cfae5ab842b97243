import type { LeakMetrics } from '../../model/isolation-metrics.ts'
import type { AllowedLeak } from '../../model/leak-settings.ts'

/** Whether a rule of the scenario's lets this leak be: all that the rule says must fit. */
export function isAllowed({ kind, what, created_at: at }: LeakMetrics, rule: AllowedLeak): boolean {
  return (
    (rule.kind === undefined || rule.kind === kind) &&
    (rule.what === undefined || fits(rule.what, what)) &&
    (rule.createdAt === undefined || fits(rule.createdAt, at ?? ''))
  )
}

function fits(wanted: string | RegExp, text: string): boolean {
  // A pattern with `g` remembers where it stopped.
  return typeof wanted === 'string' ? text.includes(wanted) : text.search(wanted) >= 0
}
