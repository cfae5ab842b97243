import { sleep } from '../../foundation/clock.ts'
import { milliseconds, z } from '../../foundation/schema.ts'
import { defineFault, type FaultContext } from '../fault.ts'

interface Held {
  readonly release: () => void
  readonly weight: number
}

/** The calls that wait for others to go first, until the window is full or the first has waited long enough. */
class ReorderWindow {
  #held: Held[] = []
  #flushing = new AbortController()

  wait(size: number, maxWaitMs: number, { clock, signal, decide, fired }: FaultContext): Promise<void> {
    return new Promise((resolve) => {
      this.#held.push({ release: resolve, weight: decide('order') })
      const flush = (): void => this.#flush(size, fired)
      if (this.#held.length >= size || signal.aborted) return flush()
      if (this.#held.length > 1) return
      const own = this.#flushing.signal
      void sleep(clock, maxWaitMs, AbortSignal.any([signal, own])).then(() => {
        if (!own.aborted) flush()
      })
    })
  }

  #flush(asked: number, fired: FaultContext['fired']): void {
    const held = this.#held
    this.#held = []
    this.#flushing.abort()
    this.#flushing = new AbortController()
    const order = held.toSorted((a, b) => a.weight - b.weight)
    // What stays as it was is no reordering.
    if (order.every((each, index) => each === held[index])) order.push(order.shift()!)
    if (held.length > 1) fired({ name: 'window', asked, seen: held.length })
    // The call that filled the window does not wait yet: released now, it would always come last.
    queueMicrotask(() => {
      for (const { release } of order) release()
    })
  }
}

export const reorder = defineFault({
  kind: 'reorder',
  summary: 'Calls are held back until `window` of them are there, and then made in another order.',
  layer: 'queue',
  parameters: {
    window: z
      .int({ error: 'a whole number, 2 or more' })
      .min(2, { error: 'a whole number, 2 or more' })
      .default(4)
      .describe('how many calls change places with each other'),
    maxWaitMs: milliseconds().default(100).describe('the longest that a call waits for others'),
  },
  lasting: true,
  sites: ['queue.enqueue', 'core.sendMessage'],
  apply(call, { window, maxWaitMs }, context) {
    const held = context.state(() => new ReorderWindow())
    return call.later(async ({ proceed }) => {
      await held.wait(window, maxWaitMs, context)
      return proceed()
    })
  },
})
