import { defaultGuarantees } from '../check/default-guarantees.ts'
import type { Evidence } from '../check/evidence.ts'
import { judgedOnHistory } from '../check/find-guarantee.ts'
import { runChecks } from '../check/run-checks.ts'
import type { AssertedGuarantee } from '../model/asserted-guarantee.ts'
import type { CheckResult } from '../model/metrics.ts'

export interface Judgement {
  checks: CheckResult[]
  notes: string[]
  /** Why something that was to be judged was not fully recorded. */
  overflow: string | null
}

/** Judges what the scenario asserts, or else what the observed system promises. */
export function judgeGuarantees(
  asserted: readonly AssertedGuarantee[] | null,
  evidence: Evidence | null,
): Judgement {
  if (evidence === null) {
    const summary = 'the run had nothing to account deliveries on'
    const checks = (asserted ?? []).map(({ label }) => unjudged(label, summary))
    return { checks, notes: [], overflow: null }
  }
  const judged = asserted ? { asserted, notes: [] } : defaultGuarantees(evidence)
  const missed = evidence.history?.missed ?? 0
  const needed = judged.asserted.some(judgedOnHistory)
  const overflow =
    missed > 0 && needed
      ? `${missed.toLocaleString('en-US')} operations found no room in the history; set \`history: { maxOperations }\``
      : null
  return { checks: runChecks(judged.asserted, evidence), notes: judged.notes, overflow }
}

function unjudged(guarantee: string, summary: string): CheckResult {
  return { guarantee, verdict: 'invalid', summary, examples: [], proof: null }
}
