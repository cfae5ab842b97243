import type { ScenarioMetrics } from '../model/metrics.ts'
import { findWarmup } from '../record/find-warmup.ts'
import { mostAutoAgents } from '../record/warmup-slices.ts'
import { formatSpan } from './format.ts'

/** Executors that keep one level for a time: where a level changes by plan, a slow beginning is no warm-up. */
const level = ['constant-arrival-rate', 'constant-concurrency']

/**
 * A beginning that was slower than the rest, in a load that was to have no warm-up: a line that says so, or none. By the
 * medians of its seconds, of which 20 are needed; seconds of several loads are not told apart. Pure.
 */
export function suspectedWarmup(metrics: ScenarioMetrics): string[] {
  const { plan, timeline } = metrics
  if (plan === null || timeline === null || plan.planned_ms === null) return []
  if (plan.warmup_ms > 0 || plan.warmup_found !== null || !level.includes(plan.executor)) return []
  // What ended in the drain is not at the level any more.
  const whole = timeline.slice(0, Math.floor(plan.planned_ms / 1000))
  const ms = findWarmup(whole.map(({ p50_ms }) => p50_ms)) * 1000
  if (ms === 0) return []
  const remedy = takesAuto(metrics) ? `warmupMs: 'auto', or ${ms},` : `warmupMs: ${ms}`
  return [
    `the first ${formatSpan(ms)} look like warm-up, and are part of the figures: ${remedy} leaves them out`,
  ]
}

/** `auto` cannot be asked of all runs. */
function takesAuto({ plan, capacity, health, budgets }: ScenarioMetrics): boolean {
  const ofWorkers = health?.seconds.some(({ worker }) => worker !== null) ?? false
  const ofWindows = budgets?.some(({ budget }) => budget.startsWith('windows.')) ?? false
  return capacity === null && !ofWorkers && !ofWindows && plan!.agents <= mostAutoAgents
}
