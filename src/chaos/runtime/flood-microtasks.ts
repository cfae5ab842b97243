// Bound once, as in clock.ts: fake timers in a test file may replace it.
const { queueMicrotask } = globalThis

/**
 * A chain of `count` microtasks, each queued by the one before: until its end no timer and no I/O has a turn. Settles with
 * the number that ran, which is smaller only where `signal` aborted meanwhile.
 */
export function floodMicrotasks(count: number, signal?: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    let ran = 0
    const next = (): void => {
      if (signal?.aborted) return resolve(ran)
      if (++ran >= count) return resolve(ran)
      queueMicrotask(next)
    }
    queueMicrotask(next)
  })
}
