import type { ComparedMetric } from '../model/comparison.ts'
import type { RunGate } from './run-gate.ts'
import type { RunShift } from './run-shift.ts'
import type { RunValues } from './run-values.ts'

/** More than anybody makes. */
const mostRuns = 200

/**
 * Whether a metric is not worse. It is not where it is equivalent or better, nor where it is undecided between the two: then the
 * interval ends before the margin for the worse. `more`: which side could have more runs.
 */
export function judgeRunGate(
  metric: ComparedMetric,
  { reference, variant, margin }: RunValues,
  shift: RunShift | null,
  tail: number,
  more: 'reference' | 'both',
): RunGate {
  const { name, outcome, reason } = metric
  if (outcome === 'worse') return { metric: name, verdict: 'fail', detail: 'worse' }
  if (outcome !== 'undecided') return { metric: name, verdict: 'pass', detail: outcome }
  if (shift === null)
    return { metric: name, verdict: 'invalid', detail: `${reason}; at least 3 runs in all are needed` }
  const limit = Math.log1p(margin)
  if (shift.interval(tail).to < limit) return { metric: name, verdict: 'pass', detail: 'not worse' }
  const runs = runsNeeded(
    shift,
    Math.abs(limit - shift.estimate),
    tail,
    [reference.length, variant.length],
    more,
  )
  const where = more === 'both' ? 'on each side' : 'in the baseline'
  const help =
    runs === null
      ? 'more runs there would not tell: longer runs, or a wider margin'
      : `about ${runs} runs ${where} would tell`
  return { metric: name, verdict: 'invalid', detail: `${reason}; ${help}` }
}

/** The fewest with which the interval is no longer than the estimate is away from the margin. */
function runsNeeded(
  shift: RunShift,
  gap: number,
  tail: number,
  [from, to]: readonly [number, number],
  more: 'reference' | 'both',
): number | null {
  const tells = (runs: number): boolean => shift.arm(tail, runs, more === 'both' ? runs : to) < gap
  let [low, high] = [from, mostRuns]
  if (!tells(high)) return null
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (tells(middle)) high = middle
    else low = middle
  }
  return high
}
