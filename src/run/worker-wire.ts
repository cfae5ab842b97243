import type { IndexRule } from '../load/share-plan.ts'
import type { IsolationMetrics } from '../model/isolation-metrics.ts'
import type { HealthMetrics, MemoryMetrics } from '../model/metrics.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Progress } from '../model/wire.ts'
import type { WorkerPlace } from '../model/workers.ts'
import type { Observation } from '../observe/observe.ts'
import type { MetricSummary } from '../record/custom/custom-metric.ts'
import type { PackedReadings } from '../record/custom/pack-readings.ts'
import type { FailureMetrics } from '../model/metrics.ts'
import type { PackedMistakes } from '../record/mistakes.ts'
import type { PackedSecond } from '../record/merged-timeline.ts'
import type { PackedLedger } from '../record/pack-ledger.ts'
import type { PackedRecorder } from '../record/pack-recorder.ts'
import type { StretchSettings } from '../record/stretches.ts'
import type { Left } from './left-behind.ts'
import type { Sometimes } from './sometimes.ts'

/** All that a worker needs for its share of a run; plain data. */
export interface WorkerOrder {
  /** URL of the module, ready to be imported by Node. */
  module: string
  place: WorkerPlace
  scenario: Pick<
    Scenario,
    'kind' | 'seed' | 'loads' | 'hookTimeoutMs' | 'sometimes' | 'timeLimitMs' | 'clearAwayMs' | 'leaks'
  >
  indices: [string | null, IndexRule][]
  plannedIterations: number | null
  /** Where its own starts begin among those of all loads, workers one after the other; null where they are not counted. */
  startsBefore: number | null
  agents: readonly string[]
  stretches: StretchSettings | null
  /** A summary of each metric as it is before anything was recorded, to make others like it. */
  metrics: [string, MetricSummary][]
}

/** What was seen of the target of one worker. */
export interface WorkerObservation extends Pick<Observation, 'place' | 'capabilities' | 'knowsInboxes'> {
  evidence: 'observed' | 'claimed'
  ledger: PackedLedger
}

/** What a worker's share of a run came to. */
export interface WorkerReport {
  loads: { recorder: PackedRecorder; activeMs: number }[]
  activeMs: number
  failures: FailureMetrics[]
  mistakes: PackedMistakes
  drained: boolean
  readings: PackedReadings
  sometimes: Sometimes['counts']
  health: HealthMetrics | null
  memory: MemoryMetrics | null
  observation: WorkerObservation | null
  /** Troubles of the run, as lines for a person. */
  errors: readonly string[]
  /** The load ended before its plan did. */
  cutShort: boolean
}

export type ToWorker = { type: 'go'; atMs: number } | { type: 'stop'; reason: string }

export type FromWorker =
  /** Told all the time: a worker that blocks says nothing. */
  | { type: 'alive' }
  /** The load could begin. */
  | { type: 'ready' }
  | { type: 'progress'; progress: Progress }
  | { type: 'second'; second: PackedSecond }
  /** What it tried beyond its thread or process, and how that was watched; told before it fails or is done. */
  | { type: 'isolation'; isolation: IsolationMetrics | null }
  /** What it left behind, where that is looked for; told before it fails or is done. */
  | { type: 'left'; left: Left }
  /** It did not get as far as its load, or nothing can be known of it. */
  | { type: 'failed'; problems: readonly string[] }
  | { type: 'done'; report: WorkerReport }
