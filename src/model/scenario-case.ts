import type { FaultsMetrics } from './fault-metrics.ts'
import type { FaultEnd, FaultFilter, FaultTrigger } from './fault-schedule.ts'

/** An entry of `faults` as plain data: its kind by name, and its parameters beside what is said of every fault. */
export interface FaultEntry {
  readonly kind: string
  readonly id: string
  readonly at: FaultTrigger
  readonly on?: string
  readonly until?: FaultEnd
  readonly sites?: readonly string[]
  readonly probability?: number
  readonly where?: FaultFilter
  readonly [parameter: string]: unknown
}

/** What stands in the place of what a scenario says of its load and of its faults. JSON-safe. */
export interface ScenarioCase {
  readonly seed: number
  readonly faults: readonly FaultEntry[]
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
  /** Where what comes of shrinking it is written to; null: it is not shrunk, unless the scenario says so. */
  readonly shrinkTo: string | null
}
