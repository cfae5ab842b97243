import type { Problem } from '../foundation/problem.ts'
import type { z, Checked } from '../foundation/schema.ts'
import { isLevel } from '../model/load-plan.ts'
import type { RecoveryPlan } from '../model/recovery.ts'
import { allAsking } from '../model/scenario-plan.ts'
import type { Budgets, ScenarioLoad } from '../model/scenario.ts'
import { leastSteady } from '../record/recovery/judge-steady.ts'
import { plannedStartsBetween } from './planned-starts-between.ts'
import type { recoverySchema } from './recovery-schema.ts'

type Given = z.output<typeof recoverySchema>

/** What the phases bear on. */
interface Surroundings {
  readonly loads: readonly ScenarioLoad[]
  readonly budgets: Budgets
  /** Something is to go wrong. */
  readonly hasFaults: boolean
  /** By the user; otherwise by the kind, where the load is one that it can be judged of. */
  readonly isAsked: boolean
}

/** Places the phases in the load. null: recovery is not judged. All problems come at once. */
export function resolveRecovery(
  given: Given | undefined,
  { loads, budgets, hasFaults, isAsked }: Surroundings,
): Checked<RecoveryPlan | null> {
  const limit = budgets.recoveryTime
  const unfit = loads.flatMap(loadProblems)
  if (given === undefined || (unfit.length > 0 && !isAsked)) {
    const expected = '`recovery` beside it, which says when all is healed'
    const problem = { path: 'budgets.recoveryTime', expected, got: 'a scenario without' }
    return limit ? { ok: false, problems: [problem] } : { ok: true, value: null }
  }
  const problems = [...(hasFaults ? [] : [noFaults]), ...unfit]
  const { fromMs, toMs } = allAsking({ loads })
  if (problems.length > 0 || toMs === null) return { ok: false, problems }
  const usual = Math.floor(((toMs - fromMs) * 0.3) / 100) * 100
  const { steadyMs = usual, livenessMs = usual, within } = given
  const windowMs =
    given.windowMs ??
    usualWindowMs(Math.min(steadyMs, livenessMs), plannedStartsBetween(loads, fromMs, fromMs + 1_000))
  const plan = {
    steadyFromMs: fromMs,
    faultsFromMs: fromMs + steadyMs,
    healAtMs: toMs - livenessMs,
    untilMs: toMs,
    within,
    windowMs,
  }
  problems.push(...phaseProblems(plan, loads))
  if (limit && limit.maxMs >= livenessMs) {
    const expected = `less than ${livenessMs}, recovery.livenessMs: more cannot be seen`
    problems.push({ path: 'budgets.recoveryTime.maxMs', expected, got: String(limit.maxMs) })
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: plan }
}

/** Long enough for 100 starts, where they are planned: chance makes windows of few very different. Three fit into a phase. */
function usualWindowMs(shortestMs: number, perSecond: number | null): number {
  const enoughMs = perSecond === null ? 1_000 : Math.max(1_000, 100_000 / Math.max(1, perSecond))
  return Math.max(100, Math.floor(Math.min(enoughMs, shortestMs / 3) / 100) * 100)
}

const noFaults: Problem = {
  path: 'recovery',
  expected: 'something to recover from: `faults` or `chaos`',
  got: 'a scenario without',
}

/** A steady state is one of a load at one level, and time is what is left of it after the healing. */
function loadProblems({ name, plan }: ScenarioLoad): Problem[] {
  const of = name === null ? '' : `, in load "${name}"`
  const got = `${plan.executor}${of}`
  if (plan.plannedMs === null) {
    const expected =
      'a load that lasts for a time (durationMs): a counted one may be over before all is healed'
    return [{ path: 'recovery', expected, got }]
  }
  if (plan.findsWarmup) {
    const expected = 'a load with warmupMs in milliseconds, because the steady state is measured after it'
    return [{ path: 'recovery', expected, got: `warmupMs: 'auto'${of}` }]
  }
  if (isLevel(plan)) return []
  const expected = 'a load at one level: what comes after is held against what was before'
  return [{ path: 'recovery', expected, got }]
}

function phaseProblems(plan: RecoveryPlan, loads: readonly ScenarioLoad[]): Problem[] {
  const { steadyFromMs, faultsFromMs, healAtMs, untilMs, windowMs } = plan
  const [steadyMs, livenessMs] = [faultsFromMs - steadyFromMs, untilMs - healAtMs]
  const problems: Problem[] = []
  if (healAtMs <= faultsFromMs) {
    const expected = `steadyMs and livenessMs that leave time for faults in the ${untilMs - steadyFromMs} ms in which all loads are past their warm-up`
    problems.push({ path: 'recovery', expected, got: `${steadyMs} and ${livenessMs}` })
  }
  const shortest = Math.min(steadyMs, livenessMs)
  if (windowMs > shortest) {
    const expected = `at most ${shortest}, the shorter of steadyMs and livenessMs`
    problems.push({ path: 'recovery.windowMs', expected, got: String(windowMs) })
  }
  const planned = plannedStartsBetween(loads, steadyFromMs, faultsFromMs)
  if (planned !== null && planned < leastSteady) {
    const expected = `long enough for ${leastSteady} iterations, which a 99th percentile takes`
    problems.push({ path: 'recovery.steadyMs', expected, got: `${steadyMs} ms, for ${planned}` })
  }
  return problems
}
