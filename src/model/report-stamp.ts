import type { EnvironmentMetrics, ScenarioMetrics } from './metrics.ts'

/** Which of how many, from 1. */
export interface Part {
  index: number
  count: number
}

/** What a run of Vitest says of itself in the reports that it leaves for a merge. */
export interface RunStamp {
  /** No other run has it: by it a copy of a report is known. */
  id: string
  machine: string | null
  shard: Part | null
  seed: number
  interrupted: boolean
  /** Unhandled errors: what Vitest writes of them itself has lost its message. */
  errors: readonly string[]
  environment: EnvironmentMetrics
  /** Every file of the whole run, those of other shards included. By it the merge knows what must be there. */
  files: readonly string[]
}

/** What stands in the meta of each test file of a report. */
export interface ReportStamp {
  /** Which run it is of. */
  runId: string
  /** Only in one file of each run: other reporters may write the meta of every file. */
  run: RunStamp | null
  /** Path from the root of the machine that ran it. */
  file: string
  /** Whether there are, or should have been, stress tests in it. */
  stress: boolean
  /** Runs that only the main process knew of: their process never came to its end. */
  lost: readonly { testId: string; metrics: ScenarioMetrics }[]
}
