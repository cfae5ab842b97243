import { existsSync, rmSync } from 'node:fs'
import { realClock } from '../foundation/clock.ts'
import type { WatchedRun } from './watched-run.ts'

const lookEveryMs = 20
const nothing = new Int32Array(new SharedArrayBuffer(4))

/**
 * Tells the processes of these runs to clear away, and blocks until they have, each for at most its `graceMs`. This process
 * ends, so nothing in it can be awaited; and once it is gone, Vitest 5 kills its workers.
 */
export function letClear(runs: readonly WatchedRun[]): void {
  for (const { pid } of runs) signal(pid, process.platform === 'win32' ? 0 : 'SIGTERM')
  const startMs = realClock.now()
  const waitsFor = ({ pid, graceMs, clearedPath }: WatchedRun): boolean =>
    realClock.now() < startMs + graceMs && !existsSync(clearedPath!) && signal(pid, 0)
  while (runs.some(waitsFor)) Atomics.wait(nothing, 0, 0, lookEveryMs)
  for (const { clearedPath } of runs) rmSync(clearedPath!, { force: true })
}

/** False if there is no such process. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}
