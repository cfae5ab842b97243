import { seededRandom, type Random } from '../foundation/random.ts'
import type { ChaosPlan, FaultEnd, FaultTrigger } from '../model/fault-schedule.ts'
import { faultSchemaOf } from './fault-fields.ts'
import type { FaultDefinition } from './fault.ts'
import type { PlannedFault } from './planned-fault.ts'

/** How long the load is, in iterations or else in time, and in which part of it faults may be open. */
export interface LoadLength {
  readonly plannedIterations: number | null
  readonly plannedMs: number | null
  /** From 0 to 1, of either. */
  readonly fromShare: number
  readonly toShare: number
}

const mostFaults = 20
/** Where neither is known, only the beginning of the load can be counted on. */
const unknownIterations = 100

/** Draws a schedule from the seed. Pure. `definitions`: those to draw from, at least one. */
export function drawSchedule(
  { intensity, swarm }: ChaosPlan,
  definitions: readonly FaultDefinition[],
  length: LoadLength,
  seed: number,
): PlannedFault[] {
  const random = seededRandom(seed).fork('chaos')
  const weighted = swarm
    ? swarmWeights(definitions, random)
    : definitions.map((definition) => ({ definition, weight: 1 }))
  const iterations = length.plannedIterations ?? (length.plannedMs === null ? unknownIterations : null)
  const most = Math.max(1, Math.floor((iterations ?? Infinity) / 2))
  const wanted = Math.min(most, Math.max(1, Math.round(mostFaults * intensity)))
  const counts = new Map<string, number>()
  return Array.from({ length: wanted }, () => {
    const definition = pick(weighted, random)
    const number = (counts.get(definition.kind) ?? 0) + 1
    counts.set(definition.kind, number)
    const { plannedMs, fromShare, toShare } = length
    const span = { iterations, plannedMs: plannedMs ?? 0, fromShare, share: toShare - fromShare }
    return drawFault(definition, number, span, random)
  })
}

/** Some kinds are left out, the others have weights up to a thousand times apart: what always comes together hides bugs. */
function swarmWeights(definitions: readonly FaultDefinition[], random: Random) {
  const kept = definitions.filter(() => random.next() < 0.5)
  const some = kept.length > 0 ? kept : [definitions[random.integer(0, definitions.length - 1)]!]
  return some.map((definition) => ({ definition, weight: 1000 ** random.next() }))
}

function pick(
  weighted: readonly { definition: FaultDefinition; weight: number }[],
  random: Random,
): FaultDefinition {
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0)
  let left = random.next() * total
  return (weighted.find(({ weight }) => (left -= weight) < 0) ?? weighted.at(-1)!).definition
}

function drawFault(
  definition: FaultDefinition,
  number: number,
  {
    iterations,
    plannedMs,
    fromShare,
    share,
  }: { iterations: number | null; plannedMs: number; fromShare: number; share: number },
  random: Random,
): PlannedFault {
  const forCalls = 'sites' in definition && !definition.lasting
  // Not so late that nothing meets it any more.
  const from = fromShare + share * (0.05 + 0.75 * random.next())
  const lasts = (definition.lasting ? 2 : 1) * share * (0.02 + 0.08 * random.next())
  const times = 1 + Math.floor(4 * random.next() ** 2)
  const own = random.fork(`${definition.kind} ${number}`)
  const sampled = definition.sample?.((label) => own.fork(label).next()) ?? {}
  const { kind: _, ...parsed } = faultSchemaOf(definition).parse({
    kind: definition.kind,
    ...sampled,
  }) as Record<string, unknown>
  const parameters = Object.fromEntries(
    Object.keys(definition.parameters).map((name) => [name, parsed[name]]),
  )
  const at: FaultTrigger =
    iterations === null ? { ms: Math.round(from * plannedMs) } : { operations: Math.floor(from * iterations) }
  const window: FaultEnd =
    iterations === null
      ? { forMs: Math.max(1, Math.round(lasts * plannedMs)) }
      : { operations: Math.floor(from * iterations) + Math.max(1, Math.round(lasts * iterations)) }
  return {
    definition,
    scheduled: {
      id: `${definition.kind}-${number}`,
      kind: definition.kind,
      on: null,
      at,
      until: forCalls ? { times } : window,
      probability: 1,
      where: {},
      sites: [],
      parameters,
    },
  }
}
