import type { LoadPlan } from '../model/load-plan.ts'

const shortestMs = 100
/** Of the first half. Figures are kept apart for each, and for each agent: so many are there in all, about. */
const [fewest, most, inAll] = [10, 50, 150]

/** Of a shorter load there are too few slices to tell its warm-up by. */
export const shortestAutoMs = 2 * fewest * shortestMs

/** With more, the figures of each in each slice would take too much memory. */
export const mostAutoAgents = 100

/** How the first half of a load is cut, so that each slice can turn out to be warm-up. */
export function warmupSlices({ plannedMs, agents }: LoadPlan): { count: number; sliceMs: number } {
  const halfMs = plannedMs! / 2
  const wanted = Math.min(most, Math.max(fewest, Math.floor(inAll / Math.max(1, agents.length))))
  const count = Math.max(fewest, Math.min(wanted, Math.floor(halfMs / shortestMs)))
  return { count, sliceMs: halfMs / count }
}
