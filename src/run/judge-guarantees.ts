import { runChecks } from '../check/run-checks.ts'
import type { CheckResult } from '../model/metrics.ts'
import type { RunOutcome } from './run-request.ts'

/** Judges guarantees on what a finished run accounted for. Invalid, where it observed nothing. */
export function judgeGuarantees(names: readonly string[], { account }: RunOutcome): CheckResult[] {
  if (account) return runChecks(names, account)
  const summary = 'the run had nothing to account deliveries on'
  return names.map((guarantee) => ({ guarantee, verdict: 'invalid', summary, examples: [] }))
}
