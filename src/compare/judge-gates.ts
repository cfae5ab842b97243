import type { ComparedMetric, Comparison } from '../model/comparison.ts'
import type { Gate, GateResult } from '../model/comparison-section.ts'
import type { Verdict } from '../model/verdict.ts'
import { roundsNeeded } from './rounds-needed.ts'

/**
 * What became of each gate, for each variant. `fail`: the outcome is another than was asked for; `invalid`: undecided.
 *
 * `not worse` is also kept where the outcome is undecided and the interval ends before the margin for the worse: it may be
 * better or equivalent, and cannot be worse. All such claims together are wrong with at most the chance that `better` has:
 * see docs/guide/comparison-statistics.md.
 */
export function judgeGates(
  { metrics }: Pick<Comparison, 'metrics'>,
  gates: ReadonlyMap<string, Gate>,
): GateResult[] {
  return metrics.flatMap((metric) => {
    const gate = gates.get(metric.name)
    return gate === undefined ? [] : [resultOf(metric, gate)]
  })
}

function resultOf(metric: ComparedMetric, gate: Gate): GateResult {
  const verdict = verdictOf(metric, gate)
  const needed = verdict === 'invalid' ? neededFor(metric, gate) : null
  return {
    metric: metric.name,
    variant: metric.variant,
    gate,
    verdict,
    detail: verdict === 'invalid' ? whyUndecided(metric, needed) : metric.outcome,
    rounds_needed: needed,
  }
}

function verdictOf(metric: ComparedMetric, gate: Gate): Verdict {
  const { outcome } = metric
  if (outcome === gate) return 'pass'
  if (gate !== 'not worse') return outcome === 'undecided' ? 'invalid' : 'fail'
  if (outcome === 'worse') return 'fail'
  return outcome !== 'undecided' || endsBeforeMargin(metric) ? 'pass' : 'invalid'
}

function endsBeforeMargin({ interval, direction, margin }: ComparedMetric): boolean {
  if (interval === null) return false
  return direction === 'lower is better' ? interval.to < 1 + margin : interval.from > 1 / (1 + margin)
}

function neededFor(metric: ComparedMetric, gate: Gate): number | null {
  const { ratio, interval, rounds, confidence, direction } = metric
  if (ratio === null || interval === null || rounds < 2) return null
  const forTheWorse = direction === 'lower is better' ? Math.log(ratio) : -Math.log(ratio)
  const margin = Math.log1p(metric.margin)
  const gap = {
    'not worse': margin - forTheWorse,
    better: margin + forTheWorse,
    equivalent: margin - Math.abs(forTheWorse),
  }[gate]
  const [from, to] = [Math.log(interval.from), Math.log(interval.to)]
  return roundsNeeded({ count: rounds, from, to, tail: (1 - confidence) / 2 }, Math.abs(gap))
}

function whyUndecided({ reason, interval }: ComparedMetric, needed: number | null): string {
  const why = reason ?? 'undecided'
  if (interval === null) return why
  const help =
    needed === null
      ? 'it is too close to the margin to be told from it: a wider `margin`, or longer rounds'
      : `about ${needed} rounds like these would decide, or fewer that are longer`
  return `${why}; ${help}`
}
