/** A stretch of time over which the arrival rate goes linearly from one value to another. */
export interface RateSegment {
  durationMs: number
  fromPerSecond: number
  toPerSecond: number
}

/** A stretch of time over which the number of virtual users goes linearly from one whole number to another. */
export interface UserSegment {
  durationMs: number
  fromUsers: number
  toUsers: number
}

/** A virtual user's pause between two iterations: constant, uniform (from, to), or exponential. All in milliseconds. */
export type ThinkTime = number | { minMs: number; maxMs: number } | { meanMs: number }

/** When the iterations of an open load start. `times` are milliseconds from the start of the load, ascending. */
export type ArrivalPlan =
  | {
      kind: 'rate'
      process: 'uniform' | 'poisson'
      segments: readonly RateSegment[]
      seed: number
      /** Of a share: of the schedule only each so manieth start, from number `first` on. */
      every?: number
      first?: number
    }
  | { kind: 'times'; timesMs: readonly number[] }

/** How an open load is woken for its starts: by timers, which are a millisecond apart, or by a thread of its own. */
export type Timing = 'standard' | 'precise'

interface PlanBase {
  executor: string
  /** Names that iterations are dealt to in turn; empty where the load names none. */
  agents: readonly string[]
  /** An agent, or none, for each iteration, where a trace says so; beats the dealing in turn. */
  agentOfIteration: readonly (string | null)[] | null
  /** 0 where it is to be found. */
  warmupMs: number
  /** The load runs at one level, and what of its first half is warm-up is told when it is over (`warmupMs: 'auto'`). */
  findsWarmup: boolean
  drainMs: number
  iterationTimeoutMs: number
  /** Iterations that will start, warm-up included; null where only time bounds them. */
  plannedIterations: number | null
  /** From the first scheduled start to the end of the load, warm-up included; null where only a count bounds it. */
  plannedMs: number | null
}

/** New work starts by the clock. */
export interface OpenPlan extends PlanBase {
  model: 'open'
  plannedIterations: number
  plannedMs: number
  arrivals: ArrivalPlan
  maxInFlight: number
  /** How long a start may wait for a free slot before it is dropped; null: as long as the load and the drain last. */
  maxQueueMs: number | null
  timing: Timing
}

/**
 * New work starts when old work ends. Virtual users stand in groups; the users of a group share its iterations.
 * Iteration `k` of group `g` has the index `k * groups + g`, whichever user runs it and whenever.
 */
export interface ClosedPlan extends PlanBase {
  model: 'closed'
  groups: number
  /** At most, where `users` says how many there are when. */
  usersPerGroup: number
  /** Virtual users over time, warm-up included, in a load of one group; null: all of them all the time. */
  users: readonly UserSegment[] | null
  iterationsPerGroup: number | null
  thinkTimeMs: ThinkTime
  /** A virtual user starts at most one iteration in this time, from start to start; 0: as soon as it can. */
  pacingMs: number
  /** What random think times derive from. */
  seed: number
  /** A load counted in iterations is cut off here. */
  maxDurationMs: number
}

/** What will happen, as plain data; the same for the same options and seed. */
export type LoadPlan = OpenPlan | ClosedPlan

/** The agent that the plan gives iteration `index`, or null. */
export function agentOf(plan: LoadPlan, index: number): string | null {
  if (plan.agentOfIteration) return plan.agentOfIteration[index] ?? null
  return plan.agents.length === 0 ? null : plan.agents[index % plan.agents.length]!
}

/** The distinct agents of a plan, in planned order. */
export function agentsOf(plan: LoadPlan): readonly string[] {
  if (!plan.agentOfIteration) return plan.agents
  return [...new Set(plan.agentOfIteration)].filter((agent) => agent !== null)
}

/** How many iterations the plan gives each agent (null: to none); empty where only time bounds the load. */
export function plannedByAgent(plan: LoadPlan): Map<string | null, number> {
  const total = plan.plannedIterations ?? 0
  const planned = new Map<string | null, number>()
  const { agents, agentOfIteration } = plan
  if (agentOfIteration) {
    for (const agent of agentOfIteration) planned.set(agent, (planned.get(agent) ?? 0) + 1)
  } else if (agents.length === 0) {
    if (total > 0) planned.set(null, total)
  } else {
    // Dealt in turn: the first ones get the rest.
    for (const [index, agent] of agents.entries())
      planned.set(agent, Math.ceil((total - index) / agents.length))
  }
  return planned
}

/** Whether it runs at one level from beginning to end. */
export function isLevel(plan: LoadPlan): boolean {
  if (plan.model === 'closed')
    return (
      plan.users === null || areEqual(plan.users.flatMap(({ fromUsers, toUsers }) => [fromUsers, toUsers]))
    )
  if (plan.arrivals.kind === 'times') return false
  return areEqual(
    plan.arrivals.segments.flatMap(({ fromPerSecond, toPerSecond }) => [fromPerSecond, toPerSecond]),
  )
}

function areEqual(levels: readonly number[]): boolean {
  return levels.every((level) => level === levels[0])
}
