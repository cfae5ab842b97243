import { seededRandom } from '../foundation/random.ts'
import type { ClosedPlan, LoadPlan, OpenPlan } from '../model/load-plan.ts'
import type { WorkerPlace } from '../model/workers.ts'
import { countArrivals } from './arrivals.ts'

/** Where the iterations of a share stand in the whole plan; as data, so that it can be sent to a worker. */
export interface IndexRule {
  /** So many in a row, */
  readonly own: number
  /** each row so far after the last one, */
  readonly total: number
  /** the first at this one. */
  readonly from: number
}

export interface PlanShare {
  plan: LoadPlan
  indices: IndexRule
}

/** The index in the whole plan of iteration `index` of a share. */
export function wholeIndex({ own, total, from }: IndexRule, index: number): number {
  return Math.floor(index / own) * total + from + (index % own)
}

/** So many of `count` things: the first workers have one more where they do not divide. */
export function shareOf(count: number, { index, count: workers }: WorkerPlace): number {
  return Math.floor(count / workers) + (index < count % workers ? 1 : 0)
}

/** How many of `count` things the workers before this one have. */
function before(count: number, { index, count: workers }: WorkerPlace): number {
  return Math.floor(count / workers) * index + Math.min(index, count % workers)
}

/** How many workers could share a plan: each needs a virtual user, a slot or a group of its own. */
export function mostWorkers(plan: LoadPlan): number {
  if (plan.model === 'open') return Math.min(plan.maxInFlight, plan.plannedIterations)
  if (plan.groups === 1) return plan.usersPerGroup
  return plan.agents.length === 0 || plan.agents.length === plan.groups ? plan.groups : 1
}

/**
 * What one of several workers does of a plan. The shares are the plan: no iteration is in two of them or in none, each has
 * the agent that the plan gives it, and the arrivals of an open load are those of its one schedule.
 */
export function sharePlan(plan: LoadPlan, place: WorkerPlace): PlanShare {
  if (place.count === 1) return { plan, indices: { own: 1, total: 1, from: 0 } }
  return plan.model === 'open' ? shareOpen(plan, place) : shareClosed(plan, place)
}

/** Worker k takes the arrivals k, k + n, ... of the schedule. */
function shareOpen(plan: OpenPlan, place: WorkerPlace): PlanShare {
  const { index, count } = place
  const { arrivals, agentOfIteration } = plan
  const own =
    arrivals.kind === 'times'
      ? { kind: 'times' as const, timesMs: arrivals.timesMs.filter((_, at) => at % count === index) }
      : { ...arrivals, every: count, first: index }
  return {
    plan: {
      ...plan,
      arrivals: own,
      agents: dealtInTurn(plan.agents, place),
      agentOfIteration: agentOfIteration?.filter((_, at) => at % count === index) ?? null,
      plannedIterations: countArrivals(own),
      maxInFlight: shareOf(plan.maxInFlight, place),
    },
    indices: { own: 1, total: count, from: index },
  }
}

function shareClosed(plan: ClosedPlan, place: WorkerPlace): PlanShare {
  // Random pauses are a stream of each user's own: users of two workers must not share one.
  const seed = seededRandom(plan.seed)
    .fork(`worker ${place.index}`)
    .integer(-(2 ** 31), 2 ** 31 - 1)
  if (plan.groups > 1) return shareGroups({ ...plan, seed }, place)
  return plan.iterationsPerGroup === null
    ? shareUsers({ ...plan, seed }, place)
    : shareCounted({ ...plan, seed }, plan.iterationsPerGroup, place)
}

/** Groups, mostly one for each agent, stay whole. */
function shareGroups(plan: ClosedPlan, place: WorkerPlace): PlanShare {
  const groups = shareOf(plan.groups, place)
  const from = before(plan.groups, place)
  return {
    plan: {
      ...plan,
      groups,
      agents: plan.agents.slice(from, from + groups),
      plannedIterations: plan.iterationsPerGroup === null ? null : groups * plan.iterationsPerGroup,
    },
    indices: { own: groups, total: plan.groups, from },
  }
}

/** Only time bounds it: the users are shared, and iterations are counted in turn. */
function shareUsers(plan: ClosedPlan, place: WorkerPlace): PlanShare {
  const users =
    plan.users?.map(({ durationMs, fromUsers, toUsers }) => ({
      durationMs,
      fromUsers: shareOf(fromUsers, place),
      toUsers: shareOf(toUsers, place),
    })) ?? null
  return {
    plan: {
      ...plan,
      users,
      usersPerGroup: shareOf(plan.usersPerGroup, place),
      agents: dealtInTurn(plan.agents, place),
    },
    indices: { own: 1, total: place.count, from: place.index },
  }
}

/** A counted load: iterations go with the users that work through them, as one block. */
function shareCounted(plan: ClosedPlan, iterations: number, place: WorkerPlace): PlanShare {
  const users = shareOf(plan.usersPerGroup, place)
  const usersBefore = before(plan.usersPerGroup, place)
  const upTo = (count: number): number => Math.floor((iterations * count) / plan.usersPerGroup)
  const from = upTo(usersBefore)
  const own = upTo(usersBefore + users) - from
  const { agents } = plan
  return {
    plan: {
      ...plan,
      usersPerGroup: users,
      iterationsPerGroup: own,
      plannedIterations: own,
      agents: agents.map((_, at) => agents[(from + at) % agents.length]!),
    },
    indices: { own: Infinity, total: 0, from },
  }
}

/** The agents of the iterations k, k + n, ... in turn: it is their own turn again after as many as there are agents. */
function dealtInTurn(agents: readonly string[], { index, count }: WorkerPlace): string[] {
  return agents.map((_, at) => agents[(at * count + index) % agents.length]!)
}
