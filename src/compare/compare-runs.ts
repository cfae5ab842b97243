import type { ComparedMetric, Comparison } from '../model/comparison.ts'
import { judgeClaims, type Claimed } from './judge-claims.ts'
import type { RunGate } from './run-gate.ts'
import { judgeRunGate } from './judge-run-gate.ts'
import { RunShift } from './run-shift.ts'
import type { RunValues } from './run-values.ts'

export interface RunSettings {
  /** What the two sides are called. */
  reference: string
  variant: string
  /** At most so often any gated metric is called worse or better that is not. */
  falseAlarms: number
  /** Which runs there may be more of: where it is undecided, it is said how many would tell. */
  more: 'reference' | 'both'
}

/** What histograms resolve. */
const finestShare = 0.001

/**
 * Whole runs of one side against those of another, that had no turns together: worse, better, equivalent or undecided by the
 * margin, as with rounds, from the interval of `RunShift`. Gated metrics must not be worse; each has its result.
 */
export function compareRuns(
  metrics: readonly RunValues[],
  { reference, variant, falseAlarms, more }: RunSettings,
): { comparison: Comparison; gates: RunGate[] } {
  const tail = falseAlarms / 2
  const rows = metrics.map((values) => {
    const shift = shiftOf(values)
    return {
      values,
      shift,
      ranks: shift.ok ? shift.value : null,
      margin: Math.log1p(values.margin),
      earlier: null,
    }
  })
  const gated = rows.filter(({ values }) => values.gated)
  const claims = new Map(judgeClaims(gated, tail).map((claim, at) => [gated[at]!, claim]))
  const compared = rows.map((row) => {
    const claim = claims.get(row) ?? judgeClaims([row], tail)[0]!
    return { row, claim, metric: describe(row.values, row.shift, claim, variant) }
  })
  const runs = Math.max(0, ...metrics.map((values) => values.variant.length))
  return {
    comparison: {
      reference,
      variants: [variant],
      false_alarms: falseAlarms,
      looks: [runs],
      looked: 1,
      metrics: compared.map(({ metric }) => metric),
    },
    gates: compared
      .filter(({ row }) => row.values.gated)
      .map(({ row, claim, metric }) => judgeRunGate(metric, row.values, row.ranks, claim.tail, more)),
  }
}

/** `log`: the difference of the means, as far as there is one. Both above 0 for the worse. */
type Shift = { ok: true; log: number; value: RunShift } | { ok: false; log: number | null; reason: string }

function shiftOf({ reference, variant, direction, resolution }: RunValues): Shift {
  const sign = direction === 'lower is better' ? 1 : -1
  const logs: [number[], number[]] = [[], []]
  let least = Infinity
  for (const [at, side] of [reference, variant].entries()) {
    for (const [run, value] of side.entries()) {
      if (value === null || !(value > 0 && value < Infinity)) {
        const what = value === null ? 'no value' : `the value ${value}, which has no ratio`
        const which = at === 0 ? 'first' : 'second'
        return { ok: false, log: null, reason: `run ${run + 1} of the ${which} side has ${what}` }
      }
      least = Math.min(least, value)
      logs[at]!.push(sign * Math.log(value))
    }
  }
  const [from, to] = logs
  if (from.length === 0 || to.length === 0 || from.length + to.length < 3) {
    const runs = `${from.length} ${from.length === 1 ? 'run' : 'runs'} against ${to.length}`
    const log = from.length === 1 && to.length === 1 ? to[0]! - from[0]! : null
    return { ok: false, log, reason: `${runs} cannot tell how much runs differ by themselves` }
  }
  const value = new RunShift(from, to, Math.max(finestShare, resolution / least))
  return { ok: true, log: value.estimate, value }
}

function describe(
  values: RunValues,
  shift: Shift,
  { outcome, tail }: Claimed,
  variant: string,
): ComparedMetric {
  const ratio = (log: number): number => Math.exp(values.direction === 'lower is better' ? log : -log)
  const between = shift.ok ? shift.value.interval(tail) : null
  const ends = between && [ratio(between.from), ratio(between.to)].sort((a, b) => a - b)
  const reason = shift.ok ? 'the interval reaches across the margin' : shift.reason
  return {
    name: values.name,
    unit: values.unit,
    direction: values.direction,
    variant,
    gated: values.gated,
    rounds: values.variant.length,
    ratio: shift.log === null ? null : ratio(shift.log),
    interval: ends && { from: ends[0]!, to: ends[1]! },
    confidence: 1 - 2 * tail,
    margin: values.margin,
    outcome,
    reason: outcome === 'undecided' ? reason : null,
    smallest_effect: shift.ok ? ratio(shift.value.smallestEffect(tail, Math.log1p(values.margin))) : null,
    equality_chance: null,
  }
}
