import type { BehaviorCase, CaseResult } from '../conformance/behavior-case.ts'

const verdicts: Record<CaseResult['status'], string> = {
  violated: 'violated',
  invalid: 'claimed, and it cannot be told',
  kept: 'kept, though it is among the knownViolations: take it out of there',
  'not-claimed': 'not claimed',
}

/** A queue (or a core) does not keep what it claims, or it cannot be told whether it does, or it does so unexpectedly. */
export class QueueBehaviorFailure extends Error {
  override name = 'QueueBehaviorFailure'
  constructor({ name, summary }: Pick<BehaviorCase, 'name' | 'summary'>, { status, detail }: CaseResult) {
    super(`${name} (${summary}): ${verdicts[status]}.\n\n${detail}\n`)
  }
}
