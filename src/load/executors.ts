import { constantArrivalRate } from './executors/constant-arrival-rate.ts'
import { constantConcurrency } from './executors/constant-concurrency.ts'
import { perAgentIterations } from './executors/per-agent-iterations.ts'
import { rampingArrivalRate } from './executors/ramping-arrival-rate.ts'
import { rampingConcurrency } from './executors/ramping-concurrency.ts'
import { replay } from './executors/replay.ts'
import { sharedIterations } from './executors/shared-iterations.ts'

/** Every executor. A new one is a file and a line here. */
export const executors = [
  sharedIterations,
  perAgentIterations,
  constantConcurrency,
  rampingConcurrency,
  constantArrivalRate,
  rampingArrivalRate,
  replay,
] as const
