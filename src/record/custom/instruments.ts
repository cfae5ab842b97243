import { Checks, type CheckCounts } from './checks.ts'
import type { ScenarioMetric } from '../../model/scenario.ts'
import type { MetricSummary } from './custom-metric.ts'
import { Groups, type GroupTimes } from './groups.ts'

/** What a workload recorded itself: metrics and groups of the steady phase, checks of the whole run. */
export interface InstrumentReadings {
  readonly metrics: ReadonlyMap<string, MetricSummary>
  readonly checks: ReadonlyMap<string, CheckCounts>
  readonly groups: ReadonlyMap<string, GroupTimes>
  readonly checksOverflowed: () => boolean
  readonly groupsOverflowed: boolean
}

let current: Instruments | null = null
/** Those that are open, the latest last. Where two overlap, neither may leave the other behind. */
const open: Instruments[] = []

/** The instruments of the run that is under way; null outside of one. Runs come one at a time. */
export function currentInstruments(): Instruments | null {
  return current
}

/** Opens the instruments of a run; `end` must be called. `now`: monotonic milliseconds. */
export function beginInstruments(
  metrics: Readonly<Record<string, ScenarioMetric>>,
  now: () => number,
): Instruments {
  open.push((current = new Instruments(metrics, now)))
  return current
}

/**
 * What a workload records itself with: the metrics that its scenario names, checks and groups. Open from before the target
 * is built until it is closed; of metrics and groups, what counts is what
 * comes between `restart` and `read`; of checks, everything.
 */
export class Instruments {
  readonly checks = new Checks()
  readonly groups = new Groups()
  declare readonly now: () => number
  declare private readonly _metrics: readonly (readonly [string, ScenarioMetric])[]

  constructor(metrics: Readonly<Record<string, ScenarioMetric>>, now: () => number) {
    this.now = now
    this._metrics = Object.entries(metrics)
    for (const [name, metric] of this._metrics) metric.open(name)
  }

  restart(): void {
    for (const [, metric] of this._metrics) metric.restart()
    this.groups.restart()
  }

  /** What came since the last `restart`, and all checks; of metrics and groups, what comes from now on counts no more. */
  read(): InstrumentReadings {
    this.groups.giveUp(this.now())
    return {
      metrics: new Map(this._metrics.map(([name, metric]) => [name, metric.take()])),
      // Still growing: a check counts whenever it is made, also when the run clears away.
      checks: this.checks.entries,
      groups: this.groups.take(),
      checksOverflowed: () => this.checks.overflowed,
      groupsOverflowed: this.groups.overflowed,
    }
  }

  end(): void {
    for (const [, metric] of this._metrics) metric.close()
    const at = open.indexOf(this)
    if (at >= 0) open.splice(at, 1)
    current = open.at(-1) ?? null
  }
}
