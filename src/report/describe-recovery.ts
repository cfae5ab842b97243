import type { ScenarioMetrics } from '../model/metrics.ts'
import { formatCount, formatMs, formatRate } from './format.ts'

/** What was steady, when all was healed, and how long it took to be as before. Empty where that was not asked. Pure. */
export function describeRecovery({ faults }: ScenarioMetrics): string {
  const recovery = faults?.recovery ?? null
  if (recovery === null) return ''
  const { steady, steady_from_ms, faults_from_ms, healed_ms, until_ms, recovery_ms, shortfall } = recovery
  const before = `steady from ${seconds(steady_from_ms)} to ${seconds(faults_from_ms)}: p99 ${formatMs(steady.p99_ms)}, ${formatRate(steady.per_second)}`
  if (healed_ms === null) return `Recovery: ${before}; unknown: ${shortfall}`
  const after =
    recovery_ms === null
      ? `not recovered by ${seconds(until_ms)}, ${formatCount(until_ms - healed_ms)} ms later: ${shortfall}`
      : `recovered after ${formatMs(recovery_ms)}`
  return `Recovery: ${before}; the last fault was over at ${seconds(healed_ms)}; ${after}`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
