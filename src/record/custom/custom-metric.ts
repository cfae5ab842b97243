import { asMistake } from '../../foundation/mistake.ts'
import { renderValue } from '../../foundation/problem.ts'
import type { z } from '../../foundation/schema.ts'
import type { ScenarioMetric } from '../../model/scenario.ts'
import type { CustomMetricResult, MetricKindName } from '../../model/custom-metrics.ts'

/**
 * A metric of the user's own. It may be made once and given to several scenarios: a run opens it under a name, and what
 * is recorded counts for that run.
 */
export abstract class CustomMetric implements ScenarioMetric {
  abstract readonly kind: MetricKindName
  private _name: string | null = null

  open(name: string): void {
    this._name = name
    this.restart()
  }

  close(): void {
    this._name = null
  }

  abstract restart(): void

  abstract take(): MetricSummary

  /** To be called by what records, before it counts: nobody would ever see the record. */
  protected checkOpen(): void {
    if (this._name !== null) return
    const name =
      'name it there (those of an HTTP client with `metrics: { ...http }`), and export it from the module of a workload (`export const metrics = { ...http }`)'
    const text = `a ${this.kind} was recorded outside of the runs that name it in \`metrics\`: ${name}`
    throw asMistake(new Error(text))
  }

  protected wrong(method: string, expected: string, got: unknown): TypeError {
    return asMistake(new TypeError(this._describe(method, expected, got)))
  }

  protected outOfRange(method: string, expected: string, got: number): RangeError {
    return asMistake(new RangeError(this._describe(method, expected, got)))
  }

  private _describe(method: string, expected: string, got: unknown): string {
    return `metrics.${this._name}.${method}: expected ${expected}, got ${renderValue(got)}`
  }
}

/** A metric of one run, at rest. */
export interface MetricSummary {
  readonly kind: MetricKindName
}

/** One limit on a metric, and what it is held against. */
export interface MetricLimit {
  /** What of the metric: `p95`, `last`; empty for the metric as such. */
  of: string
  comparison: 'at least' | 'at most'
  limit: number
  unit: 'number' | 'per second' | 'ratio'
  actual: number | null
  samples: number
  detail: string
}

/** What budgets and reports need to know of a kind of metric. A new kind is a class, one of these, and a line in the registry. */
export interface MetricKind<Summary extends MetricSummary = MetricSummary, Budget = unknown> {
  readonly kind: Summary['kind']
  readonly summary: string
  /** A metric of this kind. */
  readonly isOne: (metric: unknown) => boolean
  readonly budgetSchema: z.ZodType<Budget>
  /** `seconds`: how long the steady phase was. */
  limits(summary: Summary, budget: Budget, seconds: number): MetricLimit[]
  result(summary: Summary, seconds: number): CustomMetricResult
  /** One that records as the one that `summary` is of, for a worker. */
  make(summary: Summary): ScenarioMetric
  /** What two workers recorded, as if it were one. */
  merge(one: Summary, other: Summary): Summary
}

/** The limits that `{ min, max }` sets on one figure. */
export function limitsWithin<Figure extends object>(
  { min, max }: { min?: number | undefined; max?: number | undefined },
  figure: Figure,
): (Figure & Pick<MetricLimit, 'comparison' | 'limit'>)[] {
  return [
    ...(min === undefined ? [] : [{ ...figure, comparison: 'at least' as const, limit: min }]),
    ...(max === undefined ? [] : [{ ...figure, comparison: 'at most' as const, limit: max }]),
  ]
}
