import { sleep } from '../../foundation/clock.ts'
import type { FaultContext } from '../fault.ts'

/**
 * Does it at once, and then every `everyMs`, if given, until the fault is healed. Settles when no more comes. What is done
 * once is over then: left open, it would keep the generator from being judged.
 */
export async function againAndAgain(
  { clock, signal, over }: Pick<FaultContext, 'clock' | 'signal' | 'over'>,
  everyMs: number | undefined,
  act: () => unknown,
): Promise<void> {
  await act()
  if (everyMs === undefined) return over()
  while (!signal.aborted) {
    await sleep(clock, everyMs, signal)
    if (!signal.aborted) await act()
  }
}
