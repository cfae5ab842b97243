import type { ScenarioMetrics } from '../model/metrics.ts'
import { formatSpan } from './format.ts'

/** What was left out of the figures without having been asked for by its length: a line for each load. Pure. */
export function foundWarmups({ plan, loads }: Pick<ScenarioMetrics, 'plan' | 'loads'>): string[] {
  const named = Object.entries(loads ?? {}).map(([name, load]) => ({
    of: `of load "${name}" `,
    plan: load.plan,
  }))
  const all = plan === null ? named : [{ of: '', plan }]
  return all.flatMap((load) => {
    const { warmup_found, warmup_ms } = load.plan
    if (warmup_found !== 'auto' || warmup_ms === 0) return []
    return [
      `the first ${formatSpan(warmup_ms)} ${load.of}were slower, and left out, but for what failed (warmupMs: 'auto')`,
    ]
  })
}
