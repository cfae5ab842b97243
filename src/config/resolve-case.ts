import { scheduleAgain } from '../chaos/schedule-again.ts'
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
  if (order.faults === null) return resolveCase(options, { seed, faults: [], drawn: null }, context)
  const checked = check(faultsSchema, order.faults, `${order.of}: faults`)
  if (!checked.ok) return checked
  const exact = (options as { time?: unknown } | null | undefined)?.time === 'virtual'
  const faults = checked.value.schedule.map((fault) => scheduleAgain(fault, { exact }))
  return resolveCase(options, { seed, faults, drawn: checked.value.drawn }, context)
}
