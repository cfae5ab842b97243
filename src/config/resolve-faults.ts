import { callFaultFields, faultFields, faultSchemaOf } from '../chaos/fault-fields.ts'
import type { FaultDefinition } from '../chaos/fault.ts'
import { faults as known } from '../chaos/faults.ts'
import type { PlannedFault } from '../chaos/planned-fault.ts'
import { renderValue, type Problem } from '../foundation/problem.ts'
import { check, unknownName, z, type Checked } from '../foundation/schema.ts'
import type { FaultEnd, FaultTrigger } from '../model/fault-schedule.ts'
import { agentsOfScenario } from '../model/scenario-plan.ts'
import type { RecoveryPlan } from '../model/recovery.ts'
import type { ScenarioLoad } from '../model/scenario.ts'
import { realTimeProblems } from './real-time-problems.ts'
import { faultDefinitionProblems } from './fault-definition-problems.ts'
import { faultSpan, type FaultSpan } from './fault-span.ts'
import { faultTimeProblems, type PlacedFault } from './fault-time-problems.ts'

const definitions: readonly FaultDefinition[] = known
const kinds = definitions.map(({ kind }) => kind)

/** `faults`, and why they cannot stand beside what else is given. */
export function resolveFaultOptions(
  loads: readonly ScenarioLoad[],
  workers: number,
  given: Readonly<Record<string, unknown>>,
  recovery: RecoveryPlan | null,
): Checked<PlannedFault[]> {
  const span = faultSpan(loads, recovery)
  const resolved = resolveFaults(given['faults'], loads, span)
  const problems: Problem[] = realTimeProblems(given)
  for (const path of ['faults', 'chaos'] as const) {
    if (given[path] === undefined || workers === 1) continue
    const expected = 'nothing with several workers: each has a target of its own'
    problems.push({ path, expected, got: renderValue(given[path]) })
  }
  for (const [path, other] of [
    ['faults', undefined],
    ['chaos', 'faults'],
  ] as const) {
    if (given[path] === undefined) continue
    if (given['target'] === undefined)
      problems.push({
        path,
        expected: 'a target for things to go wrong in',
        got: 'a scenario without target',
      })
    if (other !== undefined && given[other] !== undefined)
      problems.push({ path, expected: 'either `faults` or `chaos`', got: 'both' })
  }
  if (!resolved.ok) return { ok: false, problems: [...resolved.problems, ...problems] }
  return problems.length > 0 ? { ok: false, problems } : resolved
}

/** Parses `faults` by the schema of the kind that each names. All problems come at once. */
function resolveFaults(
  input: unknown,
  loads: readonly ScenarioLoad[],
  span: FaultSpan,
): Checked<PlannedFault[]> {
  if (input === undefined) return { ok: true, value: [] }
  if (!Array.isArray(input) || input.length === 0) {
    const expected = 'a list of faults: [{ kind: "ack-lost", at: { call: 40 } }]'
    return { ok: false, problems: [{ path: 'faults', expected, got: renderValue(input) }] }
  }
  const problems: Problem[] = []
  const counts = new Map<string, number>()
  // A copy, because a list may have holes, and those are passed over by what walks it.
  const resolved = Array.from(input as unknown[]).flatMap((given, index): PlacedFault[] => {
    const path = `faults[${index}]`
    const one = resolveOne(given, path, counts, span)
    if (one.ok) return [{ ...one.value, path }]
    problems.push(...one.problems)
    return []
  })
  const agents = agentsOfScenario({ loads })
  for (const [index, fault] of resolved.entries()) {
    const before = resolved.slice(0, index)
    problems.push(...duplicateId(fault, before), ...agentProblems(fault, agents))
    problems.push(...faultTimeProblems(fault, before, span))
  }
  const value = resolved.map(({ scheduled, definition }) => ({ scheduled, definition }))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value }
}

function resolveOne(
  given: unknown,
  path: string,
  counts: Map<string, number>,
  { begin, isStrict }: FaultSpan,
): Checked<PlannedFault> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return { ok: false, problems: [{ path, expected: 'an object with a kind', got: renderValue(given) }] }
  }
  const found = findDefinition((given as { kind?: unknown }).kind, `${path}.kind`)
  if ('problems' in found) return { ok: false, problems: found.problems }
  const { definition } = found
  const checked = check(faultSchemaOf(definition), given, path)
  if (!checked.ok) return checked
  const options = checked.value as Record<string, unknown>
  const at = (options['at'] as FaultTrigger | undefined) ?? { ms: isStrict ? (begin.ms ?? 0) : 0 }
  const isCall = 'sites' in definition
  const once: FaultEnd | null = isCall && 'call' in at ? { times: 1 } : null
  const number = (counts.get(definition.kind) ?? 0) + 1
  counts.set(definition.kind, number)
  const notOwn = new Set([...Object.keys(isCall ? callFaultFields : faultFields), 'kind', 'sites'])
  const parameters = Object.fromEntries(Object.entries(options).filter(([name]) => !notOwn.has(name)))
  const scheduled = {
    id: (options['id'] as string | undefined) ?? `${definition.kind}-${number}`,
    kind: definition.kind,
    on: (options['on'] as string | undefined) ?? null,
    at,
    until: (options['until'] as FaultEnd | undefined) ?? once,
    probability: (options['probability'] as number | undefined) ?? 1,
    where: (options['where'] as object | undefined) ?? {},
    sites: (options['sites'] as string[] | undefined) ?? [],
    parameters,
  }
  return { ok: true, value: { scheduled, definition } }
}

function findDefinition(
  named: unknown,
  path: string,
): { definition: FaultDefinition } | { problems: Problem[] } {
  if (typeof named === 'string') {
    const definition = definitions.find(({ kind }) => kind === named)
    return definition ? { definition } : { problems: [unknownName(path, named, kinds, 'kind of fault')] }
  }
  if (isDefinition(named)) {
    const problems = faultDefinitionProblems({ ...named }, path)
    return problems.length > 0 ? { problems } : { definition: named }
  }
  const expected = 'the kind of a fault, or what defineFault returned'
  return { problems: [{ path, expected, got: renderValue(named) }] }
}

function isDefinition(value: unknown): value is FaultDefinition {
  const { kind, layer, parameters } = (value ?? {}) as Partial<FaultDefinition>
  const { sites, apply, open } = (value ?? {}) as { sites?: unknown; apply?: unknown; open?: unknown }
  const acts = (sites !== undefined && typeof apply === 'function') || typeof open === 'function'
  const isShape =
    typeof parameters === 'object' && Object.values(parameters).every((each) => each instanceof z.ZodType)
  return typeof kind === 'string' && typeof layer === 'string' && isShape && acts
}

function duplicateId({ scheduled: { id }, path }: PlacedFault, before: readonly PlacedFault[]): Problem[] {
  const same = before.find(({ scheduled }) => scheduled.id === id)
  if (same === undefined) return []
  return [{ path: `${path}.id`, expected: 'an id of its own', got: `"${id}", as in ${same.path}` }]
}

/** Agents that the load names; where it names none, messages may be for anybody. */
function agentProblems({ scheduled, path }: PlacedFault, agents: readonly string[]): Problem[] {
  if (agents.length === 0) return []
  const named: [string, unknown][] = [
    ['where.agent', scheduled.where.agent],
    ['at.agent', (scheduled.at as { agent?: unknown }).agent],
    ['until.agent', (scheduled.until as { agent?: unknown } | null)?.agent],
  ]
  return named.flatMap(([field, agent]) =>
    typeof agent !== 'string' || agents.includes(agent)
      ? []
      : [unknownName(`${path}.${field}`, agent, agents, 'agent')],
  )
}
