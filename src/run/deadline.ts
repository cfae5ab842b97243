import { setMaxListeners } from 'node:events'
import type { Clock } from '../foundation/clock.ts'
import { setLimit } from '../foundation/set-limit.ts'

/** The run was ended from outside, or took longer than it may. */
export class RunEndedError extends Error {
  override name = 'RunEndedError'
}

/** A signal that aborts when `outer` does, or after `timeLimitMs`. `end` must be called: it frees the timer. */
export function limitRun(
  clock: Clock,
  timeLimitMs: number,
  outer: AbortSignal | null,
): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController()
  // Every hook and load listens; Node would take more than ten for a leak.
  setMaxListeners(0, controller.signal)
  const seconds = timeLimitMs / 1000
  const cancel = setLimit(clock, timeLimitMs, () =>
    controller.abort(new RunEndedError(`the run took longer than its time limit of ${seconds} s`)),
  )
  const onOuter = (): void => {
    const reason: unknown = outer?.reason
    const cancelled = 'the run was ended early: the test was cancelled or timed out'
    controller.abort(reason instanceof RunEndedError ? reason : new RunEndedError(cancelled))
  }
  if (outer?.aborted) onOuter()
  outer?.addEventListener('abort', onOuter, { once: true })
  return {
    signal: controller.signal,
    end: () => {
      cancel()
      outer?.removeEventListener('abort', onOuter)
    },
  }
}

/** `work`, or a rejection with the signal's reason if that comes first. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

/** Whether `work` settled within `limitMs`, and before `signal` aborted. Rejects when `work` does. */
export function settlesWithin(
  clock: Clock,
  work: Promise<unknown>,
  limitMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const over = (): void => resolve(false)
    const cancel = setLimit(clock, limitMs, over)
    signal?.addEventListener('abort', over, { once: true })
    if (signal?.aborted) over()
    work
      .then(() => resolve(true), reject)
      .finally(() => {
        cancel()
        signal?.removeEventListener('abort', over)
      })
  })
}
