import { z } from '../../foundation/schema.ts'
import type { GaugeBudget } from '../../model/custom-budgets.ts'
import { CustomMetric, limitsWithin, type MetricKind, type MetricSummary } from './custom-metric.ts'
import { inOrder, noLimit, notBelowMin, notEmpty, rangeSchema } from './range-schema.ts'

interface GaugeSummary extends MetricSummary {
  kind: 'gauge'
  samples: number
  /** null without a sample. */
  last: number | null
  min: number | null
  max: number | null
}

/** A level that goes up and down. */
export class Gauge extends CustomMetric {
  readonly kind = 'gauge'
  private _samples = 0
  private _last = 0
  private _min = Infinity
  private _max = -Infinity

  /** Notes the level now. Throws `TypeError` for anything but a finite number. */
  set(level: number): void {
    this.checkOpen()
    if (!Number.isFinite(level)) throw this.wrong('set', 'a finite number', level)
    this._samples++
    this._last = level
    if (level < this._min) this._min = level
    if (level > this._max) this._max = level
  }

  restart(): void {
    this._samples = 0
    this._min = Infinity
    this._max = -Infinity
  }

  take(): GaugeSummary {
    const isEmpty = this._samples === 0
    const summary: GaugeSummary = {
      kind: this.kind,
      samples: this._samples,
      last: isEmpty ? null : this._last,
      min: isEmpty ? null : this._min,
      max: isEmpty ? null : this._max,
    }
    this.restart()
    return summary
  }
}

/**
 * A metric of a level: connections open, jobs waiting, bytes in a cache. Name it in `metrics` of a scenario; `set(level)` in
 * the workload. Budgets: `min` and `max` hold for every level that was noted, `last: { min, max }` for the last one.
 */
export function gauge(): Gauge {
  return new Gauge()
}

const limit = () => z.number({ error: 'a number' }).optional()

export const gaugeKind: MetricKind<GaugeSummary, GaugeBudget> = {
  kind: 'gauge',
  summary: 'a level that goes up and down',
  isOne: (metric) => metric instanceof Gauge,
  budgetSchema: z
    .strictObject({ min: limit(), max: limit(), last: rangeSchema.optional() })
    .refine(notEmpty, noLimit('a limit: { min, max, last }'))
    .refine(inOrder, notBelowMin),
  limits(summary, { min, max, last = {} }) {
    const { samples } = summary
    const common = { unit: 'number', samples, detail: `${samples.toLocaleString('en-US')} samples` } as const
    return [
      ...limitsWithin({ min }, { ...common, of: '', actual: summary.min }),
      ...limitsWithin({ max }, { ...common, of: '', actual: summary.max }),
      ...limitsWithin(last, { ...common, of: 'last', actual: summary.last }),
    ]
  },
  result: ({ samples, last, min, max }) => ({ kind: 'gauge', samples, last, min, max }),
  make: () => new Gauge(),
  merge: (one, other) => ({
    ...one,
    samples: one.samples + other.samples,
    // Two workers have two levels: none of them is the last one.
    last: one.samples === 0 ? other.last : other.samples === 0 ? one.last : null,
    min: extreme(Math.min, one.min, other.min),
    max: extreme(Math.max, one.max, other.max),
  }),
}

function extreme(of: typeof Math.min, one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return of(one, other)
}
