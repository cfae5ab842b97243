import { sleep } from '../../foundation/clock.ts'
import { count, millisecondsFromZero } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'

/** A network that delivers a packet twice, or a client that retries behind the caller's back. */
export const duplicate = defineFault({
  kind: 'duplicate',
  summary: 'The call is made again, with the same message; the caller gets the first answer.',
  layer: 'queue',
  parameters: {
    copies: count().default(1).describe('calls beyond the first'),
    gapMs: millisecondsFromZero().default(0).describe('the pause before each of them'),
  },
  sites: ['queue.enqueue', 'core.sendMessage', 'consumer.handle'],
  apply(call, { copies, gapMs }, { clock, signal, hold, fired }) {
    const answer = call.proceed()
    // Nothing was taken: there is nothing to be copied, and the call that follows is another one.
    if (!call.isAsync && answer !== true) return answer
    const release = hold()
    const copy = async (): Promise<void> => {
      let seen = 0
      for (let made = 0; made < copies && !signal.aborted; made++) {
        if (gapMs > 0) await sleep(clock, gapMs, signal)
        try {
          // A copy that was refused is none.
          if ((await call.proceed()) !== false) seen++
        } catch {
          // What becomes of a copy, nobody is told.
        }
      }
      if (seen > 0) fired({ name: 'copies', asked: copies, seen })
      release()
    }
    void copy()
    return answer
  },
})
