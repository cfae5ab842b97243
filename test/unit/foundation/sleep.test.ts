import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'

/** How many listeners a signal has is not to be seen; this one counts. */
function countingSignal() {
  const controller = new AbortController()
  const { signal } = controller
  const count = { listeners: 0 }
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (...args: Parameters<typeof add>) => (count.listeners++, add(...args))
  signal.removeEventListener = (...args: Parameters<typeof remove>) => (count.listeners--, remove(...args))
  return { controller, count }
}

describe('sleep', () => {
  test('ends after its delay and leaves no listener on the signal', async () => {
    const clock = new VirtualClock()
    const { controller, count } = countingSignal()
    await clock.run(sleep(clock, 20, controller.signal))
    expect(clock.now()).toBe(20)
    expect(count.listeners).toBe(0)
  })

  test('ends at the abort, without rejecting', async () => {
    const clock = new VirtualClock()
    const controller = new AbortController()
    clock.after(5, () => controller.abort())
    await clock.run(sleep(clock, 1000, controller.signal))
    expect(clock.now()).toBe(5)
  })

  test('ends at once when the signal was aborted before', async () => {
    const clock = new VirtualClock()
    await clock.run(sleep(clock, 1000, AbortSignal.abort()))
    expect(clock.now()).toBe(0)
  })
})
