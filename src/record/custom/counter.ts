import { z } from '../../foundation/schema.ts'
import type { CounterBudget } from '../../model/custom-budgets.ts'
import { CustomMetric, limitsWithin, type MetricKind, type MetricSummary } from './custom-metric.ts'
import { inOrder, noLimit, notBelowMin, notEmpty } from './range-schema.ts'

interface CounterSummary extends MetricSummary {
  kind: 'counter'
  value: number
  samples: number
}

/** A sum that only grows. */
export class Counter extends CustomMetric {
  readonly kind = 'counter'
  private _value = 0
  private _samples = 0

  /**
   * Adds `amount` (1). Throws `TypeError` for anything but a finite number of 0 or more, and `RangeError` where the sum would
   * be no finite number: JSON has no other.
   */
  add(amount = 1): void {
    this.checkOpen()
    if (!(Number.isFinite(amount) && amount >= 0))
      throw this.wrong('add', 'a finite number of 0 or more', amount)
    const sum = this._value + amount
    if (sum === Infinity) throw this.outOfRange('add', 'a sum that stays finite', amount)
    this._value = sum
    this._samples++
  }

  restart(): void {
    this._value = this._samples = 0
  }

  take(): CounterSummary {
    const summary: CounterSummary = { kind: this.kind, value: this._value, samples: this._samples }
    this.restart()
    return summary
  }
}

/**
 * A metric that counts: orders, bytes, retries. Name it in `metrics` of a scenario; `add(n)` in the workload. Budgets:
 * `min`, `max`, `minPerSecond`, `maxPerSecond`. One that nothing was added to is 0, which a `max` is kept by: what did not
 * happen did not happen.
 */
export function counter(): Counter {
  return new Counter()
}

const limit = () => z.number({ error: 'a number' }).optional()

export const counterKind: MetricKind<CounterSummary, CounterBudget> = {
  kind: 'counter',
  summary: 'a sum that only grows',
  isOne: (metric) => metric instanceof Counter,
  budgetSchema: z
    .strictObject({ min: limit(), max: limit(), minPerSecond: limit(), maxPerSecond: limit() })
    .refine(notEmpty, noLimit('a limit: { min, max, minPerSecond, maxPerSecond }'))
    .refine(inOrder, notBelowMin)
    .refine(({ minPerSecond: min, maxPerSecond: max }) => inOrder({ min, max }), {
      path: ['maxPerSecond'],
      error: 'a number that is not below minPerSecond',
    }),
  limits({ value, samples }, { min, max, minPerSecond, maxPerSecond }, seconds) {
    const detail = `${samples.toLocaleString('en-US')} records`
    // A counter always has a figure, so that the run itself is its sample.
    const total = { of: '', unit: 'number', actual: value, samples: 1, detail } as const
    const perSecond = seconds > 0 ? value / seconds : null
    const speed = {
      of: '',
      unit: 'per second',
      actual: perSecond,
      samples: 1,
      detail: `in ${seconds.toFixed(2)} s`,
    } as const
    return [
      ...limitsWithin({ min, max }, total),
      ...limitsWithin({ min: minPerSecond, max: maxPerSecond }, speed),
    ]
  },
  result: ({ value }, seconds) => ({
    kind: 'counter',
    value,
    per_second: seconds > 0 ? value / seconds : null,
  }),
  make: () => new Counter(),
  merge: (one, other) => ({ ...one, value: one.value + other.value, samples: one.samples + other.samples }),
}
