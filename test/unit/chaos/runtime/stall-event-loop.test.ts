import { expect, test } from 'vitest'
import { stallEventLoop, stallWays } from '../../../../src/chaos/runtime/stall-event-loop.ts'

test.each(stallWays)(
  '%s: blocks the thread for at least what was asked, and tells how long it was',
  (way) => {
    const before = performance.now()
    let turns = 0
    setImmediate(() => turns++)
    const seenMs = stallEventLoop(30, way)
    const tookMs = performance.now() - before
    expect(turns).toBe(0)
    expect(seenMs).toBeGreaterThanOrEqual(30)
    expect(seenMs).toBeLessThanOrEqual(tookMs)
  },
)

test('only the busy way takes CPU time', () => {
  const cpuMs = (way: (typeof stallWays)[number]): number => {
    const before = process.cpuUsage()
    stallEventLoop(60, way)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
  // Other threads of this process compute too; what burns the core takes more all the same.
  const least = (way: (typeof stallWays)[number]): number => Math.min(cpuMs(way), cpuMs(way), cpuMs(way))
  expect(least('busy')).toBeGreaterThan(2 * least('sleep'))
})
