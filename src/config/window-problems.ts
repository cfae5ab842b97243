import type { Problem } from '../foundation/problem.ts'
import { plannedMsOf, steadyFromMs } from '../model/scenario-plan.ts'
import type { Budgets, ScenarioLoad, WindowBudgets } from '../model/scenario.ts'
import { windowOfAuto } from './window-of-auto.ts'

/** What is wrong with `windows` beyond each single option. `loads`: null where the run is over. */
export function windowProblems(
  { windows = [] }: Budgets,
  loads: readonly ScenarioLoad[] | null,
  findsWarmup = loads?.some(({ plan }) => plan.findsWarmup) ?? false,
): Problem[] {
  const lengths = windows.map(({ everyMs }) => everyMs)
  return windows.flatMap((window, index) => {
    const path = `budgets.windows[${index}]`
    const { everyMs, abortOnBreach } = window
    const problems: Problem[] = []
    if (lengths.indexOf(everyMs) < index) {
      const expected = 'one entry for each length, since results are named by it'
      problems.push({ path: `${path}.everyMs`, expected, got: `${everyMs} again` })
    }
    if (!limits(window)) {
      const expected = 'a limit: { successRate: { min: 0.99 } }, for example'
      problems.push({ path, expected, got: 'none' })
    }
    if (loads === null && abortOnBreach) {
      const expected = 'no abortOnBreach, because the run is over'
      problems.push({ path: `${path}.abortOnBreach`, expected, got: JSON.stringify(abortOnBreach) })
    }
    if (findsWarmup) problems.push(windowOfAuto(path))
    return loads === null ? problems : [...problems, ...tooLong(window, path, loads)]
  })
}

/** What stands beside the limits. */
const settings = ['everyMs', 'abortOnBreach']

function limits(window: WindowBudgets): boolean {
  return Object.entries(window).some(([name, value]) => {
    const given: unknown = value
    return (
      !settings.includes(name) && typeof given === 'object' && given !== null && Object.keys(given).length > 0
    )
  })
}

/** Speed is judged in whole windows only. */
function tooLong(
  { everyMs, throughput }: WindowBudgets,
  path: string,
  loads: readonly ScenarioLoad[],
): Problem[] {
  const plannedMs = plannedMsOf({ loads })
  if (!throughput || plannedMs === null) return []
  const steadyMs = plannedMs - steadyFromMs({ loads })
  if (steadyMs >= everyMs) return []
  const expected = `at most the ${steadyMs} ms of the load after its warm-up, because throughput is judged in whole windows`
  return [{ path: `${path}.everyMs`, expected, got: String(everyMs) }]
}
