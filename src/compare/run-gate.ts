import type { Verdict } from '../model/verdict.ts'

/** What became of a metric that must not be worse. */
export interface RunGate {
  metric: string
  /** `invalid`: it is undecided. */
  verdict: Verdict
  /** Why, and what would help, for a person. */
  detail: string
}
