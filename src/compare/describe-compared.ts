import type { ComparedMetric } from '../model/comparison.ts'
import type { ComparedValues } from './compared-values.ts'
import { fewestRounds } from './fewest-rounds.ts'
import type { Claimed, Judged } from './judge-claims.ts'
import type { LogRatios } from './log-ratios.ts'
import type { SignedRank } from './signed-rank.ts'
import { signFlip } from './sign-flip.ts'
import { smallestEffect } from './smallest-effect.ts'

/** A metric of one variant on its way from the rounds to an outcome. */
export interface ComparedRow extends Judged {
  metric: ComparedValues
  variant: string
  paired: LogRatios
  ranks: SignedRank | null
  /** An earlier look decided; this is what it said. */
  decided: ComparedMetric | null
}

/** As it stands in the metrics: ratios instead of logarithms, as large as they are and not by their badness. */
export function describeCompared(
  { metric, variant, paired, ranks, margin }: ComparedRow,
  { outcome, tail }: Claimed,
): ComparedMetric {
  const interval = ranks?.interval(tail) ?? null
  const lowerIsBetter = metric.direction === 'lower is better'
  const ratio = (log: number): number => Math.exp(lowerIsBetter ? log : -log)
  const ends = interval && [ratio(interval.from), ratio(interval.to)].sort((a, b) => a - b)
  return {
    name: metric.name,
    unit: metric.unit,
    direction: metric.direction,
    variant,
    gated: metric.gated,
    rounds: paired.ok ? paired.ratios.length : paired.rounds,
    ratio: ranks && ratio(ranks.estimate),
    interval: ends && { from: ends[0]!, to: ends[1]! },
    confidence: 1 - 2 * tail,
    margin: Math.expm1(margin),
    outcome,
    reason: outcome === 'undecided' ? whyUndecided(paired, tail, interval === null) : null,
    smallest_effect: interval && ratio(smallestEffect(interval, margin)),
    equality_chance: paired.ok ? signFlip(paired.ratios) : null,
  }
}

function whyUndecided(paired: LogRatios, tail: number, tooFew: boolean): string {
  if (!paired.ok) return paired.reason
  if (!tooFew) return 'the interval reaches across the margin'
  return `${paired.ratios.length} rounds cannot tell so surely, whatever they show: at least ${fewestRounds(tail)} can`
}
