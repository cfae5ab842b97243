import { atLeastZero, check, count, positive, wholeFromZero, z } from '../foundation/schema.ts'
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
const users = wholeFromZero('a whole number of users, 0 or more')
const usersShape = z.object({
  model: z.literal('closed'),
  users: z
    .array(z.object({ durationMs: timeMs, fromUsers: users, toUsers: users }))
    .refine((segments) => segments.some(({ durationMs }) => durationMs > 0), {
      error: 'a segment that lasts longer than 0 ms',
    }),
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
  const checked = check(model === 'closed' ? closedShapeOf(shape) : openShapeOf(shape), shape, path)
  if (!checked.ok) return checked.problems
  const { value } = checked
  if ('durationMs' in value && value.iterationsPerGroup === null && value.durationMs === null) {
    return [{ path, expected: 'iterationsPerGroup or durationMs', got: 'a load without end' }]
  }
  return []
}

const closedShapeOf = (shape: unknown) => (has(shape, 'users') ? usersShape : closedShape)
const openShapeOf = (shape: unknown) => (has(shape, 'arrivals') ? timesShape : rateShape)

function has(shape: unknown, field: string): boolean {
  return typeof shape === 'object' && shape !== null && field in shape
}

function isAscending(times: readonly number[]): boolean {
  return times.every((time, index) => index === 0 || time >= times[index - 1]!)
}
