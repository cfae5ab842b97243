import type { Progress } from '../model/wire.ts'
import { formatCount, formatMs, formatSeconds } from './format.ts'

/** One line about a running scenario. Pure. */
export function renderProgress(name: string, progress: Progress): string {
  const { elapsedMs, plannedMs, plannedIterations, started, succeeded, failed, dropped, inFlight, p99Ms } =
    progress
  const time =
    plannedMs === null
      ? formatSeconds(elapsedMs)
      : `${formatSeconds(elapsedMs)} of ${formatSeconds(plannedMs)}`
  const done = formatCount(succeeded + failed)
  const parts = [
    time,
    plannedIterations === null ? `${done} done` : `${done} of ${formatCount(plannedIterations)} done`,
    failed > 0 && `${formatCount(failed)} failed`,
    dropped > 0 && `${formatCount(dropped)} dropped`,
    started > 0 && `${formatCount(inFlight)} in flight`,
    p99Ms !== null && `p99 ${formatMs(p99Ms)}`,
  ].filter((part) => part !== false)
  return `${name}: ${parts.join(', ')}`
}
