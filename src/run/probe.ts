import type { Sighting } from './next-rate.ts'
import type { RunOutcome } from './run-request.ts'

/** One run of a search, at one rate. Its whole outcome is kept while it may be the one that is shown. */
export interface Probe extends Sighting {
  seed: number
  outcome: RunOutcome
}
