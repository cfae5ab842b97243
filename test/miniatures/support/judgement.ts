import type { Verdict } from '../../../src/model/verdict.ts'
import type { Fault } from './faults.ts'

/** What the tool said of a miniature. */
export interface Judged {
  verdict: Verdict
  /** The classes of violations that were found, by guarantee; guarantees that were kept are left out. */
  violations: Record<string, string[]>
  /** How a person is told, by guarantee. */
  told: Record<string, { sentence: string; examples: readonly string[]; hasProof: boolean }>
  /** How many messages were delivered. */
  delivered: number
}

export interface Judgement extends Judged {
  /** Faults that never struck: a run without them says nothing about them. */
  missing: readonly Fault[]
}
