import type { BaselineSettings } from './baseline.ts'
import type { IsolationMetrics } from './isolation-metrics.ts'
import type { ScenarioMetrics } from './metrics.ts'
import type { ReplayOrder } from './scenario-case.ts'

/** Where a running scenario stands; sent a few times a second. */
export interface Progress {
  elapsedMs: number
  plannedMs: number | null
  plannedIterations: number | null
  started: number
  succeeded: number
  failed: number
  dropped: number
  inFlight: number
  /** Starts in the last whole second of the load; null before there was one. */
  startsPerSecond: number | null
  /** Starts that an open plan asks for in that second; null for closed loads, and where the starts are listed. */
  plannedPerSecond: number | null
  /** 95th percentile of response time in that second; null where nothing ended in it. */
  p95Ms: number | null
  /** Which run of a search for the capacity this is of; the rest is about that run alone. */
  probe?: ProbeProgress
  /** Which run of a comparison this is of; the rest is about that run alone. */
  round?: RoundProgress
  /** What was blocked so far, if anything was: a run that is ended has to answer for it all the same. */
  isolation?: IsolationMetrics
}

export interface RoundProgress {
  /** From 1; 0 in a round of warm-up. */
  number: number
  /** The comparison has no more. */
  most: number
  variant: string
}

export interface ProbeProgress {
  /** From 1. */
  number: number
  /** The search has no more. */
  most: number
  ratePerSecond: number
}

/** Who a message on the wire is about. `id` is unique within a run of Vitest. */
export interface RunIdentity {
  id: string
  name: string
  file: string
  project: string | null
  kind: string
  seed: number
  expectedVerdict: 'pass' | 'fail'
  /** Which `runStress` of its test, from 1; null for a `stressTest`. */
  number: number | null
}

/** By what a run is watched from outside its process. */
export interface WatchTerms {
  pid: number
  /** Whether that process can be ended alone; a thread cannot. */
  killable: boolean
  /** The run ends by itself at this time. */
  timeLimitMs: number
  /** While the load runs, something is heard several times a second; silence as long as this means a blocked loop. */
  silenceLimitMs: number
  /**
   * Where its process leaves an empty file once it has cleared away, if it is told to end before its time; null if there is
   * neither a target to close nor a hook to run.
   */
  clearedPath: string | null
  /** How far beyond these limits the process may go before it is ended. */
  graceMs: number
}

/** What a test process tells the main process over the local socket, one JSON object a line. */
export type WireMessage =
  | ({ type: 'start'; run: RunIdentity } & WatchTerms)
  | { type: 'progress'; id: string; progress: Progress }
  /** Its process does not block, whatever the run is at. */
  | { type: 'alive'; id: string }
  | { type: 'note'; id: string; note: string }
  | Question
  | { type: 'end'; id: string; metrics: ScenarioMetrics }

/** Asks for a module that Node can import, made of this one; a `BundleAnswer` comes back. */
export interface BundleQuestion {
  type: 'bundle'
  path: string
  project: string | null
}

/**
 * Asks that what lies at `from` be moved to where this process may not write, or, where that is null, that what is there be
 * removed; a `PlaceAnswer` comes back.
 */
export interface PlaceQuestion {
  type: 'place'
  from: string | null
  to: string
  /** There must be nothing yet. */
  isNew: boolean
}

/** What the main process answers, on the socket that it was asked on. */
export type Question = BundleQuestion | PlaceQuestion

/** Why it could not be done; null: it is done. */
export interface PlaceAnswer {
  problem: { message: string; code: string | null } | null
}

/** URL of the module, or why there is none. */
export type BundleAnswer = { url: string } | { problem: string }

/** What a stress test leaves in `task.meta.stress`: JSON-safe, so that it survives blobs and reporters. */
export interface StressMeta {
  /** True for `stressTest`; a plain test with `runStress` has only `runs`. */
  declared?: boolean
  runs?: ScenarioMetrics[]
}

/** What the plugin tells the test processes. */
export interface StressContext {
  /** null: nothing is asked of baselines. */
  baseline: BaselineSettings | null
  socketPath: string | null
  seed: number
  root: string
  graceMs: number
  /** The run that is to be had again; null: whatever there is runs. */
  replay: ReplayOrder | null
  /** Each stress test runs twice, to see whether something is carried over. */
  twice: boolean
}
