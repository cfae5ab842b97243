import type { ClosedPlan, LoadPlan, OpenPlan, ThinkTime, Timing, UserSegment } from '../model/load-plan.ts'
import { agentNames } from '../model/agent-names.ts'
import { countArrivals } from './arrivals.ts'
import type { ClosedShape, ExecutorDefinition, OpenShape } from './executor.ts'

/** The resolved options that every executor has, by its model. */
export interface LoadOptionsResolved {
  agents?: number | undefined
  /** `auto`: to be found. */
  warmupMs: number | 'auto'
  iterationTimeoutMs: number
  drainMs: number
  maxInFlight?: number
  maxQueueMs?: number | null
  timing?: Timing
  thinkTimeMs?: ThinkTime
  pacingMs?: number
  maxDurationMs?: number
}

/** Turns what an executor asks for into the plan that a driver runs. Pure. */
export function buildPlan(
  executor: ExecutorDefinition,
  options: LoadOptionsResolved,
  shape: OpenShape | ClosedShape,
  seed: number,
): LoadPlan {
  const base = {
    executor: executor.name,
    agents: agentNames(options.agents ?? 0),
    warmupMs: options.warmupMs === 'auto' ? 0 : options.warmupMs,
    findsWarmup: options.warmupMs === 'auto',
    drainMs: options.drainMs,
    iterationTimeoutMs: options.iterationTimeoutMs,
  }
  return shape.model === 'open'
    ? openPlan(base, options, shape, seed)
    : closedPlan(base, options, shape, seed)
}

type Base = Pick<
  LoadPlan,
  'executor' | 'agents' | 'warmupMs' | 'findsWarmup' | 'drainMs' | 'iterationTimeoutMs'
>

function openPlan(base: Base, options: LoadOptionsResolved, shape: OpenShape, seed: number): OpenPlan {
  const limits = {
    maxInFlight: options.maxInFlight ?? 10_000,
    maxQueueMs: options.maxQueueMs ?? null,
    timing: options.timing ?? 'standard',
  }
  if ('arrivals' in shape) {
    const { arrivals } = shape
    // `agents: n` beats the names in the trace: the user asked for the dealing in turn.
    const agentOfIteration = options.agents === undefined ? shape.agentOfIteration : null
    const plannedMs = arrivals.timesMs.at(-1) ?? 0
    return {
      ...base,
      ...limits,
      model: 'open',
      arrivals,
      agentOfIteration,
      plannedMs,
      plannedIterations: arrivals.timesMs.length,
    }
  }
  const first = shape.segments[0]?.fromPerSecond ?? 0
  const warmup = { durationMs: base.warmupMs, fromPerSecond: first, toPerSecond: first }
  const segments = base.warmupMs > 0 ? [warmup, ...shape.segments] : shape.segments
  const arrivals = { kind: 'rate', process: shape.process, segments, seed } as const
  const plannedMs = lengthOf(segments)
  return {
    ...base,
    ...limits,
    model: 'open',
    arrivals,
    agentOfIteration: null,
    plannedMs,
    plannedIterations: countArrivals(arrivals),
  }
}

function closedPlan(base: Base, options: LoadOptionsResolved, shape: ClosedShape, seed: number): ClosedPlan {
  const rest = {
    model: 'closed',
    agentOfIteration: null,
    thinkTimeMs: options.thinkTimeMs ?? 0,
    pacingMs: options.pacingMs ?? 0,
    seed,
    maxDurationMs: options.maxDurationMs ?? 600_000,
  } as const
  if ('users' in shape) return { ...base, ...rest, ...usersOverTime(base.warmupMs, shape.users) }
  const { groups, usersPerGroup, iterationsPerGroup, durationMs } = shape
  return {
    ...base,
    ...rest,
    groups,
    usersPerGroup,
    users: null,
    iterationsPerGroup,
    plannedIterations: iterationsPerGroup === null ? null : groups * iterationsPerGroup,
    plannedMs: durationMs === null ? null : base.warmupMs + durationMs,
  }
}

/** One group, so that the iterations of all users are dealt from one count. The warm-up is in front, as many as begin. */
function usersOverTime(warmupMs: number, segments: readonly UserSegment[]) {
  const first = segments[0]!.fromUsers
  const warmup = { durationMs: warmupMs, fromUsers: first, toUsers: first }
  const users = warmupMs > 0 ? [warmup, ...segments] : segments
  return {
    groups: 1,
    usersPerGroup: users.reduce((most, { fromUsers, toUsers }) => Math.max(most, fromUsers, toUsers), 0),
    users,
    iterationsPerGroup: null,
    plannedIterations: null,
    plannedMs: lengthOf(users),
  }
}

function lengthOf(segments: readonly { durationMs: number }[]): number {
  return segments.reduce((sum, { durationMs }) => sum + durationMs, 0)
}
