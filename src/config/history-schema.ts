import { judgedOnHistory } from '../check/find-guarantee.ts'
import { count, text, z } from '../foundation/schema.ts'
import type { AssertedGuarantee } from '../model/asserted-guarantee.ts'
import { plannedIterationsOf } from '../model/scenario-plan.ts'
import type { ScenarioLoad } from '../model/scenario.ts'

/** About 50 MB while the load runs, and three times that while it is judged. */
const defaultOperations = 1_000_000
/** Loads up to this size are recorded without being asked. */
const shortIterations = 100_000

export const historySchema = z.union(
  [
    z.boolean(),
    z.strictObject({
      maxOperations: count().max(50_000_000).default(defaultOperations),
      path: text().optional(),
    }),
  ],
  { error: 'true, false or { maxOperations, path }' },
)

/** How many operations the history of a run may hold; 0: none is kept. */
export function historyOperations(
  given: z.output<typeof historySchema> | undefined,
  asserted: readonly AssertedGuarantee[] | null,
  loads: readonly ScenarioLoad[],
): number {
  if (typeof given === 'object') return given.maxOperations
  if (given !== undefined) return given ? defaultOperations : 0
  const needed = asserted?.some(judgedOnHistory)
  const planned = plannedIterationsOf({ loads })
  const short = planned !== null && planned <= shortIterations
  return needed || short ? defaultOperations : 0
}
