import { steadyFromMs } from '../model/scenario-plan.ts'
import type { Scenario } from '../model/scenario.ts'
import { sliceMsFor } from '../model/window-slices.ts'
import { Slices } from '../record/slices.ts'

/** Matchers may ask for longer windows: of these, the beginning is known by what ended in it. */
const longestLaterMs = 10_000
const longestPatienceMs = 60_000

/** How long after its time something may still end: an iteration that never ends is given up. */
function patienceMs({ loads }: Scenario): number {
  return Math.min(longestPatienceMs, Math.max(...loads.map(({ plan }) => plan.iterationTimeoutMs)))
}

/**
 * Slices that the windows of the scenario are made of. `judgedLater`: matchers may ask for others, of whole seconds. null
 * where neither is so.
 */
export function slicesFor(scenario: Scenario, judgedLater: boolean): Slices | null {
  const windows = scenario.budgets.windows ?? []
  const { recovery } = scenario
  if (windows.length === 0 && !judgedLater && recovery === null) return null
  const lengths = recovery === null ? windows : [...windows, { everyMs: recovery.windowMs }]
  // What came after the healing is looked at by when it was due, however long the load is.
  const afterwardsMs = recovery === null ? 0 : recovery.untilMs - recovery.faultsFromMs
  return new Slices({
    fromMs: steadyFromMs(scenario),
    sliceMs: sliceMsFor({ windows: lengths }),
    keepsService: windows.some(({ serviceTime }) => serviceTime !== undefined),
    keepsLateness: windows.some(({ lateness }) => lateness !== undefined),
    keptDueMs:
      patienceMs(scenario) + Math.max(longestLaterMs, afterwardsMs, ...windows.map(({ everyMs }) => everyMs)),
  })
}
