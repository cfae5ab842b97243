import { expect, test } from 'vitest'
import { stallEventLoop, stallWays } from '../../../../src/chaos/runtime/stall-event-loop.ts'

const askedMs = 40

/**
 * A machine that is busy with other things makes a stall longer, never shorter: the shortest of several says how good the
 * stall itself is. The first good one ends the search, which is the first of all unless the machine is in the way.
 */
function shortestOf(most: number, way: (typeof stallWays)[number]): number {
  let shortestMs = Infinity
  for (let tries = 0; tries < most && shortestMs > askedMs * 1.05; tries++)
    shortestMs = Math.min(shortestMs, stallEventLoop(askedMs, way))
  return shortestMs
}

test.each(stallWays)('a stall (%s) is as long as was asked, to a twentieth', (way) => {
  const shortestMs = shortestOf(50, way)
  expect(shortestMs).toBeGreaterThanOrEqual(askedMs)
  expect(shortestMs).toBeLessThanOrEqual(askedMs * 1.05)
})
