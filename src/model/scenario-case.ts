import type { FaultsMetrics } from './fault-metrics.ts'
import type { ScheduledFault } from './fault-schedule.ts'

/** What stands in the place of what a scenario says of its load and of its faults. JSON-safe. */
export interface ScenarioCase {
  readonly seed: number
  readonly faults: readonly ScheduledFault[]
  /** How these faults were once drawn; null where they were given. */
  readonly drawn: FaultsMetrics['drawn']
  /** Options of the load in the place of its own; of several loads, by their names. */
  readonly load?: Readonly<Record<string, unknown>>
}

/** An earlier run that is to be had again. JSON-safe. */
export interface ReplayOrder {
  /** As it was asked for: `logs/metrics.json#3`. */
  readonly of: string
  readonly name: string
  readonly file: string
  readonly project: string | null
  /** Which `runStress` of its test, from 1; null for a `stressTest`. */
  readonly run: number | null
  readonly seed: number
  /** As it stands in the file, to be checked; null: nothing was to go wrong. */
  readonly faults: unknown
  readonly historyHash: string | null
  /** How often it is run where the outcome is not exact. */
  readonly runs: number
}
