import { asksForComparison, resolveComparison } from '../config/resolve-comparison.ts'
import { resolveScenario, type ResolveContext } from '../config/resolve-scenario.ts'
import type { Checked } from '../foundation/schema.ts'
import type { PlannedComparison } from '../model/planned-comparison.ts'
import type { Scenario } from '../model/scenario.ts'
import { renderHistory } from '../report/render-history.ts'
import { runComparison } from '../run/run-comparison.ts'
import type { RunOutcome, WatchedRequest } from '../run/run-request.ts'
import type { GivenWorkload } from './parse-arguments.ts'
import { runWorkload } from './run-workload.ts'

export type RunOfWorkload = (workload: GivenWorkload, request: WatchedRequest) => Promise<RunOutcome>

/** What a call of `stressTest` or `runStress` asks for. */
export interface ResolvedRun {
  /** Has the limits of the whole; of a comparison, all else is the reference's. */
  scenario: Scenario
  /** What the loads take at least, in ms of real time; 0: nobody can say. */
  leastMs: number
  /** Of a comparison, ready to run; null: one run, whatever `chooseRun` makes of it. */
  compare: RunOfWorkload | null
}

/** Parses the options of one run, or of a comparison of many. All problems come at once. */
export function resolveRun(input: unknown, context: ResolveContext): Checked<ResolvedRun> {
  if (!asksForComparison(input)) {
    const resolved = resolveScenario(input, context)
    if (!resolved.ok) return resolved
    return { ok: true, value: { scenario: resolved.value, leastMs: 0, compare: null } }
  }
  const resolved = resolveComparison(input, context)
  if (!resolved.ok) return resolved
  const planned = resolved.value
  return {
    ok: true,
    value: {
      scenario: scenarioOf(planned),
      leastMs: planned.leastMs,
      compare: (workload, { scenario: { timeLimitMs }, ...request }) =>
        runComparison(
          { ...planned, timeLimitMs },
          request,
          (variant, turn) => runWorkload(variant.workload ?? workload, turn),
          renderHistory,
        ),
    },
  }
}

/** By which whoever watches knows it: something is to be cleared away if any variant has something. */
function scenarioOf({ variants, seed, timeLimitMs, clearAwayMs }: PlannedComparison): Scenario {
  const all = variants.map(({ scenarioAt }) => scenarioAt(seed))
  const first = all[0]!
  const target = all.find((each) => each.target !== null)?.target ?? null
  return { ...first, kind: 'comparison', seed, target, timeLimitMs, clearAwayMs }
}
