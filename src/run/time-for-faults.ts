import type { LoadLength } from '../chaos/draw-schedule.ts'
import { plannedIterationsOf, plannedMsOf, steadyFromMs } from '../model/scenario-plan.ts'
import type { Scenario } from '../model/scenario.ts'

/** Where in the load faults may be drawn to: beyond the warm-up, of which nothing is judged; between its phases, where it has such. */
export function timeForFaults(scenario: Scenario): LoadLength {
  const { recovery } = scenario
  const plannedMs = plannedMsOf(scenario)
  if (recovery !== null && plannedMs !== null) {
    const [fromShare, toShare] = [recovery.faultsFromMs / plannedMs, recovery.healAtMs / plannedMs]
    // By the clock, as the phases are.
    return { plannedIterations: null, plannedMs, fromShare, toShare }
  }
  const fromShare = plannedMs === null ? 0 : steadyFromMs(scenario) / plannedMs
  return { plannedIterations: plannedIterationsOf(scenario), plannedMs, fromShare, toShare: 1 }
}
