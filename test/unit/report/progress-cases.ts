import type { Progress } from '../../../src/model/wire.ts'

/** An open load that goes well, three seconds in. */
export const progress: Progress = {
  elapsedMs: 3000,
  plannedMs: 10_000,
  plannedIterations: 2000,
  started: 600,
  succeeded: 590,
  failed: 0,
  dropped: 0,
  inFlight: 10,
  startsPerSecond: 198,
  plannedPerSecond: 200,
  p95Ms: 12.34,
}

/** The same, with things to point out. */
export const troubled: Progress = { ...progress, failed: 5, dropped: 1200, startsPerSecond: 120 }
