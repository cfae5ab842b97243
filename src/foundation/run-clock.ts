import { sleep, type Clock } from './clock.ts'

/**
 * The clock of a run, real or virtual. Whatever the target and the workload wait for in virtual time must be on it. The
 * parts of `vitest-stress/queue` take it as their `clock`.
 */
export interface RunClock extends Clock {
  /** Settles `delayMs` from now, or as soon as `signal` aborts; never rejects. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>
}

export function runClockOn(clock: Clock): RunClock {
  return {
    now: clock.now,
    after: (delayMs, callback) => clock.after(delayMs, callback),
    yield: () => clock.yield(),
    sleep: (delayMs, signal) => sleep(clock, delayMs, signal),
  }
}
