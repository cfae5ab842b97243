import { sleep } from '../../foundation/clock.ts'
import { count, positive } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'

/** A bucket of tokens that fills at a steady rate; a call without a token waits for the one it will get. */
class TokenBucket {
  #freeAtMs = -Infinity

  /** How long the call must wait. */
  take(nowMs: number, ratePerSecond: number, burst: number): number {
    const perCallMs = 1000 / ratePerSecond
    const dueMs = Math.max(this.#freeAtMs, nowMs - (burst - 1) * perCallMs)
    this.#freeAtMs = dueMs + perCallMs
    return Math.max(0, dueMs - nowMs)
  }
}

/** Its ceiling is what back-pressure is for. */
export const throttle = defineFault({
  kind: 'throttle',
  summary: 'Calls go through at a limited rate, after a burst; the others wait their turn.',
  layer: 'queue',
  parameters: {
    ratePerSecond: positive().default(100).describe('calls that go through'),
    burst: count().default(1).describe('calls that may go through at once after a pause'),
  },
  lasting: true,
  sites: ['queue.enqueue', 'core.sendMessage', 'queue.dequeue'],
  sample: (draw) => ({ ratePerSecond: Math.ceil(20 + 480 * draw('ratePerSecond')) }),
  apply(call, { ratePerSecond, burst }, { clock, signal, state, fired }) {
    const waitMs = state(() => new TokenBucket()).take(clock.now(), ratePerSecond, burst)
    if (waitMs === 0) return call.proceed()
    return call.later(async ({ proceed }) => {
      const fromMs = clock.now()
      await sleep(clock, waitMs, signal)
      fired({ name: 'waitMs', asked: waitMs, seen: clock.now() - fromMs })
      return proceed()
    })
  },
})
