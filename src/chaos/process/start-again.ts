import { realClock, sleep } from '../../foundation/clock.ts'
import type { ManagedProcess } from './managed-process.ts'

/** Starts it again after `downtimeMs`, or as soon as `signal` aborts; not where it was stopped for good meanwhile. */
export async function startAgain(
  managed: ManagedProcess,
  downtimeMs: number,
  signal: AbortSignal,
  onStart: (downMs: number) => void,
): Promise<void> {
  const fromMs = realClock.now()
  await sleep(realClock, downtimeMs, signal)
  onStart(realClock.now() - fromMs)
  if (managed.state === 'down') await managed.restart()
}
