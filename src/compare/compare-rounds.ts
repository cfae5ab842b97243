import type { ComparedMetric, Comparison } from '../model/comparison.ts'
import type { ComparedValues } from './compared-values.ts'
import type { ComparisonSettings } from './comparison-settings.ts'
import { describeCompared, type ComparedRow } from './describe-compared.ts'
import { judgeClaims, type Claimed } from './judge-claims.ts'
import { logRatios } from './log-ratios.ts'
import { SignedRank } from './signed-rank.ts'
import { spendLevel } from './spend-level.ts'

const usualFalseAlarms = 0.01
const usualMargin = 0.05

/**
 * Variants beside the reference, from paired rounds: where the interval of each metric's ratio lies, beyond its margin
 * (`worse`, `better`), inside (`equivalent`) or neither (`undecided`, with the reason).
 *
 * `before`: what this returned at the look before, null at the first. What was decided then stands. The rounds that are
 * used are those of the look, also where there are more. Docs: guide/comparison-statistics.md.
 */
export function compareRounds(
  metrics: readonly ComparedValues[],
  settings: ComparisonSettings,
  before: Comparison | null = null,
): Comparison {
  const { reference, looks, falseAlarms = usualFalseAlarms } = settings
  const look = before?.looked ?? 0
  const rounds = looks[look]
  if (rounds === undefined) throw new RangeError(`all ${looks.length} looks were taken`)
  const variants = settings.variants.filter((variant) => variant !== reference)
  const rows = metrics.flatMap((metric) =>
    variants.map((variant) => toRow(metric, variant, reference, rounds, before)),
  )
  const tail = spendLevel(falseAlarms, looks, look) / 2
  const gated = rows.filter(({ metric }) => metric.gated)
  const claimed = new Map<ComparedRow, Claimed>(
    judgeClaims(gated, tail).map((claim, at) => [gated[at]!, claim]),
  )
  return {
    reference,
    variants,
    false_alarms: falseAlarms,
    looks: [...looks],
    looked: look + 1,
    metrics: rows.map(
      (row) => row.decided ?? describeCompared(row, claimed.get(row) ?? judgeClaims([row], tail)[0]!),
    ),
  }
}

function toRow(
  metric: ComparedValues,
  variant: string,
  reference: string,
  rounds: number,
  before: Comparison | null,
): ComparedRow {
  const paired = logRatios(metric, reference, variant, rounds)
  const known = before?.metrics.find((each) => each.name === metric.name && each.variant === variant)
  const decided: ComparedMetric | null = known && known.outcome !== 'undecided' ? known : null
  return {
    metric,
    variant,
    paired,
    ranks: paired.ok ? new SignedRank(paired.ratios) : null,
    margin: Math.log1p(metric.margin ?? usualMargin),
    earlier: known && known.outcome !== 'undecided' ? known.outcome : null,
    decided,
  }
}
