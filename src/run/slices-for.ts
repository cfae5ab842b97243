import { steadyFromMs } from '../model/scenario-plan.ts'
import type { Scenario } from '../model/scenario.ts'
import { sliceMsFor } from '../model/window-slices.ts'
import { Slices } from '../record/slices.ts'

/**
 * Slices that the windows of the scenario are made of. `judgedLater`: matchers may ask for others, of whole seconds. null
 * where neither is so.
 */
export function slicesFor(scenario: Scenario, judgedLater: boolean): Slices | null {
  const windows = scenario.budgets.windows ?? []
  if (windows.length === 0 && !judgedLater) return null
  return new Slices({
    fromMs: steadyFromMs(scenario),
    sliceMs: sliceMsFor(scenario.budgets),
    keepsService: windows.some(({ serviceTime }) => serviceTime !== undefined),
    keepsLateness: windows.some(({ lateness }) => lateness !== undefined),
  })
}
