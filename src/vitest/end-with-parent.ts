import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'
import { realClock } from '../foundation/clock.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface EndingWithParent {
  signal: AbortSignal
  /** Where this process leaves an empty file once it has cleared away. */
  clearedPath: string
  release: () => void
}

/**
 * While a run has something to clear away: `signal` aborts when the main process is gone, or this one is told to end, so
 * that hooks run and the target is closed. Then this process leaves a file at `clearedPath`, for a parent that waits, and ends itself, at the latest
 * after `graceMs`; nobody else would end it. In a thread, which ends with its process, nothing of this can be.
 */
export function endWithParent(graceMs: number): EndingWithParent {
  const clearedPath = join(tmpdir(), `vitest-stress-cleared-${process.pid}-${randomUUID()}`)
  const controller = new AbortController()
  // `process.exit` throws in a worker of Vitest's.
  const end = (): void => {
    if (process.connected) writeFileSync(clearedPath, '')
    process.kill(process.pid, 'SIGKILL')
  }
  let cancel: (() => void) | null = null
  const onEnd = (): void => {
    cancel ??= realClock.after(graceMs, end)
    controller.abort()
  }
  if (!isMainThread) return { signal: controller.signal, clearedPath, release: () => {} }
  process.on('disconnect', onEnd)
  for (const name of signals) process.on(name, onEnd)
  return {
    signal: controller.signal,
    clearedPath,
    release() {
      process.off('disconnect', onEnd)
      for (const name of signals) process.off(name, onEnd)
      cancel?.()
      if (cancel !== null) end()
    },
  }
}
