import type { Budgets } from '../model/scenario.ts'
import type { Recording } from '../record/recording.ts'
import type { Limit } from './limit.ts'

const thousands = new Intl.NumberFormat('en-US')

/**
 * The limit on how long the system took to recover. Where it did not, it took longer than it was watched, and that is
 * known to be too long only if it was watched for longer than the limit.
 */
export function recoveryLimits(limit: Budgets['recoveryTime'], { recovery }: Recording): Limit[] {
  if (!limit) return []
  const common = { budget: 'recoveryTime', comparison: 'at most', limit: limit.maxMs, unit: 'ms' } as const
  if (recovery === null)
    return [{ ...common, actual: null, samples: 0, detail: 'the run was not asked for it: no `recovery`' }]
  const { recovery_ms, healed_ms, until_ms, samples, shortfall } = recovery
  if (recovery_ms !== null) {
    const detail = `${thousands.format(samples)} iterations were due since; healed at ${seconds(healed_ms!)}`
    return [{ ...common, actual: recovery_ms, samples, detail }]
  }
  const watchedMs = healed_ms === null ? 0 : until_ms - healed_ms
  const detail = `not recovered in ${thousands.format(Math.round(watchedMs))} ms: ${shortfall}`
  if (watchedMs <= limit.maxMs) return [{ ...common, actual: null, samples: 0, detail }]
  // That nothing at all was due after the healing is no evidence of anything.
  return [{ ...common, actual: samples === 0 ? null : watchedMs, samples, detail }]
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
