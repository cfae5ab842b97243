import type { Comparison } from '../model/comparison.ts'
import type { ComparisonSection, GateResult, VariantFigures } from '../model/comparison-section.ts'
import type { PlannedComparison } from '../model/planned-comparison.ts'
import type { RunIdentity } from '../model/wire.ts'
import { breachedIn } from './breached-in.ts'
import { compareGuarantees, type HistoryLines } from './compare-guarantees.ts'
import { concludeComparison } from './conclude-comparison.ts'
import type { RunOutcome } from './run-request.ts'
import type { Turn } from './turn.ts'

export interface FinishedComparison {
  planned: PlannedComparison
  identity: RunIdentity
  /** In the order in which they ran; at least one. */
  turns: readonly Turn[]
  compared: Comparison
  gates: GateResult[]
  figures: ReadonlyMap<string, VariantFigures>
  linesOf: HistoryLines
}

/** What a comparison came to, as the outcome of one run. Pure. */
export function assembleComparison(finished: FinishedComparison): RunOutcome {
  const { planned, identity, turns, compared, gates, figures, linesOf } = finished
  const shown = shownOf(turns, compared.reference)
  const comparison: ComparisonSection = {
    ...compared,
    warmup_rounds: planned.warmupRounds,
    gates,
    turns: turns.map(({ outcome: { metrics }, round, turn, variant, seed, values }) => ({
      round,
      turn,
      variant,
      seed,
      verdict: metrics.verdict,
      cause: metrics.cause,
      problems: metrics.problems,
      breached: breachedIn(metrics),
      values: { ...values },
    })),
    difference: differenceOf(compared, figures),
    guarantees: compareGuarantees(turns, linesOf),
    ...Object.fromEntries(figures),
  }
  return {
    ...shown.outcome,
    metrics: {
      ...shown.outcome.metrics,
      ...concludeComparison(turns, gates),
      seed: identity.seed,
      comparison,
      started_at: turns[0]!.outcome.metrics.started_at,
    },
    histories: historiesOf(turns),
  }
}

/** The run whose sections stand for all: the first that failed, or was not sound; else the last of the reference. */
function shownOf(turns: readonly Turn[], reference: string): Turn {
  const firstThatIs = (verdict: string): Turn | undefined =>
    turns.find(({ outcome }) => outcome.metrics.verdict === verdict)
  return (
    firstThatIs('fail') ??
    firstThatIs('invalid') ??
    turns.findLast(({ variant }) => variant === reference) ??
    turns[0]!
  )
}

function differenceOf(
  { reference, variants, metrics }: Comparison,
  figures: ReadonlyMap<string, VariantFigures>,
): ComparisonSection['difference'] {
  const [variant] = variants
  if (variant === undefined || variants.length > 1) return null
  const ratioOf = (name: string): number | null => metrics.find((each) => each.name === name)?.ratio ?? null
  const [own, other] = [figures.get(variant)?.success_rate, figures.get(reference)?.success_rate]
  return {
    variant,
    reference,
    throughput_ratio: ratioOf('throughput'),
    latency_ratio: ratioOf('latency.p50'),
    success_rate_difference: own == null || other == null ? null : own - other,
  }
}

function historiesOf(turns: readonly Turn[]): NonNullable<RunOutcome['histories']> {
  return new Map(
    turns.flatMap(({ variant, outcome }) => {
      const history = outcome.evidence?.history
      return history ? [[variant, history] as const] : []
    }),
  )
}
