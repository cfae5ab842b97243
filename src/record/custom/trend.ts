import { InputError } from '../../foundation/problem.ts'
import { check, text, z } from '../../foundation/schema.ts'
import type { TrendBudget } from '../../model/custom-budgets.ts'
import { LatencySeries } from '../latency-series.ts'
import { CustomMetric, limitsWithin, type MetricKind, type MetricSummary } from './custom-metric.ts'
import { noLimit, notEmpty, rangeSchema } from './range-schema.ts'

interface TrendSummary extends MetricSummary {
  kind: 'trend'
  unit: string | null
  /** Values, in thousandths where the series speaks of microseconds. */
  series: LatencySeries
}

const optionsSchema = z.strictObject({ unit: text('a unit, such as "EUR"').optional() })

/** The largest value whose thousandths are whole numbers that doubles, and so the exchange format, tell apart. */
const largest = Math.floor(Number.MAX_SAFE_INTEGER / 1000)

/** Thousandths are counted: less would be taken for 0. */
const smallest = 0.001

/** A distribution of values. */
export class Trend extends CustomMetric {
  readonly kind = 'trend'
  declare private readonly _unit: string | null
  private _series = new LatencySeries()

  constructor(unit: string | null) {
    super()
    this._unit = unit
  }

  /** Throws `TypeError` for anything but a finite number of 0 or more, and `RangeError` beyond 9,007,199,254,740. */
  record(value: number): void {
    this.checkOpen()
    if (!(Number.isFinite(value) && value >= 0))
      throw this.wrong('record', 'a finite number of 0 or more', value)
    if (value > 0 && value < smallest)
      throw this.outOfRange('record', `0, or at least ${smallest} (a smaller unit helps)`, value)
    if (value > largest)
      throw this.outOfRange(
        'record',
        `at most ${largest.toLocaleString('en-US')} (a larger unit helps)`,
        value,
      )
    this._series.record(value)
  }

  restart(): void {
    this._series.clear()
  }

  take(): TrendSummary {
    const summary: TrendSummary = { kind: this.kind, unit: this._unit, series: this._series }
    this._series = new LatencySeries()
    return summary
  }
}

/**
 * A metric of how values are spread: sizes, prices, waiting times. Values from 0 to 9 * 10^12, to a thousandth; percentiles
 * to 0.1 %; memory does not grow with their number. Name it in `metrics` of a scenario; `record(value)` in the workload.
 * Budgets: `{ p95: { max: 80 }, avg: { min: 1, max: 5 }, max: { max: 500 } }`. `unit` is for the reader. Throws `InputError`.
 */
export function trend(options: { unit?: string } = {}): Trend {
  const checked = check(optionsSchema, options, '')
  if (!checked.ok) throw new InputError('trend', checked.problems)
  return new Trend(checked.value.unit ?? null)
}

const metric = z.string().regex(/^(p(100|\d{1,2}(\.\d+)?)|max|avg|min)$/)

export const trendKind: MetricKind<TrendSummary, TrendBudget> = {
  kind: 'trend',
  summary: 'a distribution of values',
  isOne: (given) => given instanceof Trend,
  budgetSchema: z
    .record(metric, rangeSchema.optional())
    .refine(notEmpty, noLimit('a limit: { p95: { max: 80 } }')) as z.ZodType<TrendBudget>,
  limits({ series, unit }, budget) {
    const samples = series.count
    const detail = `${samples.toLocaleString('en-US')} samples${unit === null ? '' : `; ${unit}`}`
    return Object.entries(budget).flatMap(([of, range]) => {
      const actual = figureOf(series, of)
      return range ? limitsWithin(range, { of, unit: 'number', actual, samples, detail }) : []
    })
  },
  result({ series, unit }) {
    const at = (percentile: number): number | null => series.percentileMs(percentile)
    return {
      kind: 'trend',
      unit,
      count: series.count,
      min: series.minMs,
      max: series.maxMs,
      avg: series.avgMs,
      p50: at(50),
      p90: at(90),
      p95: at(95),
      p99: at(99),
      p99_9: at(99.9),
      histogram: series.encode(),
    }
  },
  make: ({ unit }) => new Trend(unit),
  merge(one, other) {
    const series = new LatencySeries()
    series.add(one.series)
    series.add(other.series)
    return { ...one, series }
  },
}

function figureOf(series: LatencySeries, of: string): number | null {
  if (of === 'min') return series.minMs
  if (of === 'max') return series.maxMs
  if (of === 'avg') return series.avgMs
  return series.percentileMs(Number(of.slice(1)))
}
