import { scheduleAgain } from '../chaos/schedule-again.ts'
import type { Problem } from '../foundation/problem.ts'
import { check, type Checked } from '../foundation/schema.ts'
import { faultsSchema } from '../model/fault-metrics.ts'
import type { ReplayOrder, ScenarioCase } from '../model/scenario-case.ts'
import type { Scenario } from '../model/scenario.ts'
import { caseOptions } from './case-options.ts'
import { resolveScenario, type ResolveContext } from './resolve-scenario.ts'

/** The scenario with what a case says in place of its own. All problems come at once. */
export function resolveCase(
  options: unknown,
  given: ScenarioCase,
  context: Omit<ResolveContext, 'seed'>,
): Checked<Scenario> {
  const resolved = resolveScenario(caseOptions(options, given), { ...context, seed: given.seed })
  if (!resolved.ok) return resolved
  return { ok: true, value: { ...resolved.value, drawn: given.drawn } }
}

/** The scenario with the schedule that an earlier run of it executed. */
export function resolveReplay(
  options: unknown,
  order: ReplayOrder,
  context: Omit<ResolveContext, 'seed'>,
): Checked<Scenario> {
  const { seed } = order
  if (order.faults === null) {
    const asked = resolveScenario(options, { ...context, seed })
    if (asked.ok && asked.value.recovery !== null) return { ok: false, problems: [neverBegan(order)] }
    return resolveCase(options, { seed, faults: [], drawn: null }, context)
  }
  const checked = check(faultsSchema, order.faults, `${order.of}: faults`)
  if (!checked.ok) return checked
  // Phases go by the clock, and refuse what would open outside of its own.
  const hasPhases = checked.value.recovery !== null
  const exact = hasPhases || (options as { time?: unknown } | null | undefined)?.time === 'virtual'
  const faults = checked.value.schedule.map((fault) => scheduleAgain(fault, { exact }))
  return resolveCase(options, { seed, faults, drawn: checked.value.drawn }, context)
}

/** What never went wrong cannot be recovered from, and must not pass for that. */
function neverBegan({ of }: ReplayOrder): Problem {
  const expected =
    'a schedule, because `recovery` is judged: a run that ended before its faults were there is run again with its seed'
  return { path: `${of}: faults`, expected, got: 'null' }
}
