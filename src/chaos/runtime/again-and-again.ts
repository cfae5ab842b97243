import { sleep } from '../../foundation/clock.ts'
import type { FaultContext } from '../fault.ts'

/** Does it at once, and then every `everyMs`, if given, until the fault is healed. Settles when no more comes. */
export async function againAndAgain(
  { clock, signal }: FaultContext,
  everyMs: number | undefined,
  act: () => unknown,
): Promise<void> {
  await act()
  if (everyMs === undefined) return
  while (!signal.aborted) {
    await sleep(clock, everyMs, signal)
    if (!signal.aborted) await act()
  }
}
