import { sleep, type Clock } from '../foundation/clock.ts'
import { depthOf, drain } from '../observe/depth.ts'
import { settlesWithin } from './deadline.ts'

const depthPollMs = 10

/**
 * Waits at most `limitMs` for what is observed to be empty. True when nothing is left inside. That decides whether a
 * missing message is lost or still to come, so it is asked of the queue itself: one that waits in vain for a message it
 * lost is empty all the same. A drain that ignores its signal is not waited for.
 */
export async function drainObserved(
  observed: unknown,
  limitMs: number,
  clock: Clock,
  outer: AbortSignal,
): Promise<boolean> {
  const controller = new AbortController()
  let ended = false
  const draining = drain(observed, controller.signal).then(async (done) => {
    ended = done
    // A queue may hold more than its drain waits for: a message whose ack was lost comes again when its lease ends.
    while (depthOf(observed) !== 0 && depthOf(observed) !== null && !controller.signal.aborted) {
      await sleep(clock, depthPollMs, controller.signal)
    }
  })
  await settlesWithin(clock, draining, limitMs, outer)
  controller.abort()
  return depthOf(observed) === 0 || (depthOf(observed) === null && ended)
}
