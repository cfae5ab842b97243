import type { ShareBudget } from '../../model/custom-budgets.ts'
import { CustomMetric, limitsWithin, type MetricKind, type MetricSummary } from './custom-metric.ts'
import { shareSchema } from './range-schema.ts'

interface RateSummary extends MetricSummary {
  kind: 'rate'
  hits: number
  samples: number
}

/** How often something was true. */
export class Rate extends CustomMetric {
  readonly kind = 'rate'
  private _hits = 0
  private _samples = 0

  /** Throws `TypeError` for anything but a boolean: a promise, say, would always count as true. */
  add(hit: boolean): void {
    this.checkOpen()
    if (typeof hit !== 'boolean') throw this.wrong('add', 'true or false', hit)
    this._samples++
    if (hit) this._hits++
  }

  restart(): void {
    this._hits = this._samples = 0
  }

  take(): RateSummary {
    const summary: RateSummary = { kind: this.kind, hits: this._hits, samples: this._samples }
    this.restart()
    return summary
  }
}

/**
 * A metric of how often something was true: cache hits, retries that helped. Name it in `metrics` of a scenario;
 * `add(boolean)` in the workload. Budgets: `min` and `max`, from 0 to 1.
 */
export function rate(): Rate {
  return new Rate()
}

export const rateKind: MetricKind<RateSummary, ShareBudget> = {
  kind: 'rate',
  summary: 'how often something was true',
  isOne: (metric) => metric instanceof Rate,
  budgetSchema: shareSchema,
  limits({ hits, samples }, budget) {
    const detail = `${hits.toLocaleString('en-US')} of ${samples.toLocaleString('en-US')}`
    const actual = samples === 0 ? null : hits / samples
    return limitsWithin(budget, { of: '', unit: 'ratio', actual, samples, detail })
  },
  result: ({ hits, samples }) => ({
    kind: 'rate',
    hits,
    samples,
    share: samples === 0 ? null : hits / samples,
  }),
  make: () => new Rate(),
  merge: (one, other) => ({ ...one, hits: one.hits + other.hits, samples: one.samples + other.samples }),
}
