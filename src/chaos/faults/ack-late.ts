import { sleep } from '../../foundation/clock.ts'
import { milliseconds } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'

/** Late enough, it comes after the lease, and another consumer has the message. */
export const ackLate = defineFault({
  kind: 'ack-late',
  summary: 'The ack reaches the queue `delayMs` late, and its answer is lost.',
  layer: 'queue',
  parameters: { delayMs: milliseconds().default(1_000).describe('how late') },
  sites: ['queue.ack', 'queue.nack'],
  sample: (draw) => ({ delayMs: Math.ceil(1 + 2_000 * draw('delayMs') ** 2) }),
  apply(call, { delayMs }, { clock, signal, fired }) {
    return call.later(async ({ proceed }) => {
      const fromMs = clock.now()
      await sleep(clock, delayMs, signal)
      fired({ name: 'delayMs', asked: delayMs, seen: clock.now() - fromMs })
      return proceed()
    })
  },
})
