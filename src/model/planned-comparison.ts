import type { Gate } from './comparison-section.ts'
import type { Scenario } from './scenario.ts'

export interface PlannedVariant {
  readonly name: string
  /** What its iterations run; null: the workload of the scenario. */
  readonly workload: ((context: object) => unknown) | URL | null
  /** A run of it, with this seed. */
  readonly scenarioAt: (seed: number) => Scenario
}

/** A metric that variants are held against each other by. */
export interface PlannedMetric {
  /** As budgets name it: `latency.p50`. */
  readonly name: string
  /** null: it is reported, and decides nothing. */
  readonly gate: Gate | null
}

/** A comparison with every default applied. */
export interface PlannedComparison {
  /** Two at least; the first is the reference. */
  readonly variants: readonly PlannedVariant[]
  readonly metrics: readonly PlannedMetric[]
  readonly margin: number
  /** After how many rounds the results are looked at, rising. */
  readonly looks: readonly number[]
  readonly warmupRounds: number
  readonly seed: number
  /** What the loads up to the first look take, in ms of real time, as far as time bounds them. */
  readonly leastMs: number
  /** The whole takes no longer than this, in real time. */
  readonly timeLimitMs: number
  readonly clearAwayMs: number
}
