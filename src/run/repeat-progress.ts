import { realClock, type Clock } from '../foundation/clock.ts'
import { setLimit } from '../foundation/set-limit.ts'
import type { Progress } from '../model/wire.ts'

const heartbeatMs = 5_000

interface Watched {
  onProgress: (progress: Progress) => void
  clock?: Clock
}

/** Between two runs a target is closed and built, and nothing is told of either: the process must not seem to be stuck. */
export function repeatProgress({ onProgress, clock = realClock }: Watched): {
  onProgress: (progress: Progress) => void
  end: () => void
} {
  let last: Progress | null = null
  let cancel = (): void => {}
  const beat = (): void => {
    cancel = setLimit(clock, heartbeatMs, () => {
      if (last !== null) onProgress(last)
      beat()
    })
  }
  beat()
  return { onProgress: (progress) => onProgress((last = progress)), end: () => cancel() }
}
