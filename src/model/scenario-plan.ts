import { agentsOf } from './load-plan.ts'
import type { ScenarioLoad } from './scenario.ts'

interface Loads {
  readonly loads: readonly ScenarioLoad[]
}

/** The distinct agents that any load of the scenario names. */
export function agentsOfScenario({ loads }: Loads): readonly string[] {
  return [...new Set(loads.flatMap(({ plan }) => agentsOf(plan)))]
}

/** Iterations that will start in all; null where a load is bounded by time alone. */
export function plannedIterationsOf({ loads }: Loads): number | null {
  return loads.reduce<number | null>(
    (sum, { plan }) =>
      sum === null || plan.plannedIterations === null ? null : sum + plan.plannedIterations,
    0,
  )
}

/** From the beginning to the planned end of the last load, in ms; null where a load is bounded by a count alone. */
export function plannedMsOf({ loads }: Loads): number | null {
  return loads.reduce<number | null>(
    (longest, { plan, startAfterMs }) =>
      longest === null || plan.plannedMs === null ? null : Math.max(longest, startAfterMs + plan.plannedMs),
    0,
  )
}

/** When the first load is past its warm-up, in ms from the beginning: from then on things count. */
export function steadyFromMs({ loads }: Loads): number {
  return Math.min(...loads.map(({ plan, startAfterMs }) => startAfterMs + plan.warmupMs))
}

/** How long what is unfinished is waited for at the end, in ms: as long as the most patient load says. */
export function drainMsOf({ loads }: Loads): number {
  return Math.max(...loads.map(({ plan }) => plan.drainMs))
}

/** When all loads are past their warm-up and ask for work, in ms from the beginning; the end is null where a load has none. */
export function allAsking({ loads }: Loads): { fromMs: number; toMs: number | null } {
  const ends = loads.map(({ plan, startAfterMs }) =>
    plan.plannedMs === null ? null : startAfterMs + plan.plannedMs,
  )
  return {
    fromMs: Math.max(...loads.map(({ plan, startAfterMs }) => startAfterMs + plan.warmupMs)),
    toMs: ends.includes(null) ? null : Math.min(...ends.map((end) => end ?? 0)),
  }
}
