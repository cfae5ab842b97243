import { constantArrivalRate } from './executors/constant-arrival-rate.ts'
import { constantConcurrency } from './executors/constant-concurrency.ts'
import { perAgentIterations } from './executors/per-agent-iterations.ts'
import { replay } from './executors/replay.ts'
import { sharedIterations } from './executors/shared-iterations.ts'

/** Every executor. A new one is a file and a line here. */
export const executors = [
  sharedIterations,
  perAgentIterations,
  constantConcurrency,
  constantArrivalRate,
  replay,
] as const
