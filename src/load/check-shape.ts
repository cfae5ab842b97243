import { atLeastZero, check, count, positive, z } from '../foundation/schema.ts'
import type { Problem } from '../foundation/problem.ts'
import type { ExecutorDefinition } from './executor.ts'

const agentNames = z.array(z.string().nullable()).nullable()
const ratePerSecond = atLeastZero('a finite rate of 0 or more')
const timeMs = atLeastZero('a finite number of milliseconds, 0 or more')

const closedShape = z.object({
  model: z.literal('closed'),
  groups: count(),
  usersPerGroup: count(),
  iterationsPerGroup: count('a whole number above 0, or null').nullable(),
  durationMs: positive('a finite number of milliseconds above 0, or null').nullable(),
})
const rateShape = z.object({
  model: z.literal('open'),
  process: z.enum(['uniform', 'poisson']),
  segments: z.array(
    z.object({ durationMs: timeMs, fromPerSecond: ratePerSecond, toPerSecond: ratePerSecond }),
  ),
})
const timesShape = z.object({
  model: z.literal('open'),
  arrivals: z.object({
    kind: z.literal('times'),
    timesMs: z.array(timeMs).refine(isAscending, { error: 'ascending times' }),
  }),
  agentOfIteration: agentNames,
})

/** What is wrong with the shape that an executor returned: one of your own may return anything. */
export function checkShape({ name, model }: ExecutorDefinition, shape: unknown): Problem[] {
  const path = `load: shape() of executor "${name}"`
  const timed = typeof shape === 'object' && shape !== null && 'arrivals' in shape
  const checked = check(model === 'closed' ? closedShape : timed ? timesShape : rateShape, shape, path)
  if (!checked.ok) return checked.problems
  const { value } = checked
  if (value.model === 'closed' && value.iterationsPerGroup === null && value.durationMs === null) {
    return [{ path, expected: 'iterationsPerGroup or durationMs', got: 'a load without end' }]
  }
  return []
}

function isAscending(times: readonly number[]): boolean {
  return times.every((time, index) => index === 0 || time >= times[index - 1]!)
}
