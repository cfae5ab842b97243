import type { ClosedPlan, LoadPlan, OpenPlan } from '../model/load-plan.ts'
import { agentNames } from '../model/agent-names.ts'
import { countArrivals } from './arrivals.ts'
import type { ClosedShape, ExecutorDefinition, OpenShape } from './executor.ts'

/** The resolved options that every executor has, by its model. */
export interface LoadOptionsResolved {
  agents?: number | undefined
  warmupMs: number
  iterationTimeoutMs: number
  drainMs: number
  maxInFlight?: number
  maxQueueMs?: number | null
  thinkTimeMs?: number
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
    warmupMs: options.warmupMs,
    drainMs: options.drainMs,
    iterationTimeoutMs: options.iterationTimeoutMs,
  }
  return shape.model === 'open' ? openPlan(base, options, shape, seed) : closedPlan(base, options, shape)
}

type Base = Pick<LoadPlan, 'executor' | 'agents' | 'warmupMs' | 'drainMs' | 'iterationTimeoutMs'>

function openPlan(base: Base, options: LoadOptionsResolved, shape: OpenShape, seed: number): OpenPlan {
  const limits = { maxInFlight: options.maxInFlight ?? 10_000, maxQueueMs: options.maxQueueMs ?? null }
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
  const plannedMs = segments.reduce((sum, segment) => sum + segment.durationMs, 0)
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

function closedPlan(base: Base, options: LoadOptionsResolved, shape: ClosedShape): ClosedPlan {
  const { groups, usersPerGroup, iterationsPerGroup, durationMs } = shape
  return {
    ...base,
    model: 'closed',
    agentOfIteration: null,
    groups,
    usersPerGroup,
    iterationsPerGroup,
    thinkTimeMs: options.thinkTimeMs ?? 0,
    maxDurationMs: options.maxDurationMs ?? 600_000,
    plannedIterations: iterationsPerGroup === null ? null : groups * iterationsPerGroup,
    plannedMs: durationMs === null ? null : base.warmupMs + durationMs,
  }
}
