import { sleep, type Clock } from '../foundation/clock.ts'

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
  const seconds = timeLimitMs / 1000
  const cancel = clock.after(timeLimitMs, () =>
    controller.abort(new RunEndedError(`the run took longer than its time limit of ${seconds} s`)),
  )
  const onOuter = (): void =>
    controller.abort(new RunEndedError('the run was ended early: the test was cancelled or timed out'))
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
export async function settlesWithin(
  clock: Clock,
  work: Promise<unknown>,
  limitMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const over = new AbortController()
  const onAbort = (): void => over.abort()
  signal?.addEventListener('abort', onAbort, { once: true })
  if (signal?.aborted) over.abort()
  try {
    return await Promise.race([work.then(() => true), sleep(clock, limitMs, over.signal).then(() => false)])
  } finally {
    over.abort()
    signal?.removeEventListener('abort', onAbort)
  }
}
