import { judgeLimit, type Limit } from './limit.ts'

/**
 * Whether a limit on speed was missed in a window of `everyMs`, and would have been kept had the generator not been so
 * late in it. Work that is asked for so much later ends no more than that later. What failed is no matter of time.
 */
export function isForLateness(limit: Limit, lateMs: number, everyMs: number): boolean {
  if (lateMs === 0 || limit.actual === null || judgeLimit(limit).verdict !== 'fail') return false
  if (limit.unit === 'ms') return limit.actual - lateMs <= limit.limit
  return limit.unit === 'per second' && limit.actual * everyMs >= limit.limit * (everyMs - lateMs)
}
