import { expect, test } from 'vitest'
import type { Clock } from '../../../src/foundation/clock.ts'
import { sleep } from '../../../src/foundation/clock.ts'
import type { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { beginLoad } from '../../support/drive.ts'

/** A clock on which work can take the event loop's time: no timer fires meanwhile. */
function blockableClock() {
  const blocked = { ms: 0 }
  const clockOf = (clock: VirtualClock): Clock => ({
    now: () => clock.now() + blocked.ms,
    after: (delayMs, callback) => clock.after(delayMs, callback),
    yield: () => clock.yield(),
  })
  return { clockOf, block: (ms: number) => (blocked.ms += ms) }
}

/** A load each of whose iterations keeps the event loop for a millisecond; how far it had come whenever others ran. */
async function startsSeenByOthers(load: Record<string, unknown>): Promise<number[]> {
  const { clockOf, block } = blockableClock()
  const run = beginLoad(load, () => void block(1), { clockOf })
  const seen: number[] = []
  const others = async (): Promise<void> => {
    while (run.sink.begins.length < 100) {
      seen.push(run.sink.begins.length)
      await run.clock.yield()
    }
  }
  await run.clock.run(Promise.all([run.driver.allStarted, others()]))
  expect(run.sink.begins).toHaveLength(100)
  return seen
}

test.each([
  ['open', { executor: 'replay', trace: Array.from({ length: 100 }, () => ({ at_ms: 0 })) }],
  ['closed', { executor: 'shared-iterations', iterations: 100, concurrency: 3 }],
])('the %s driver keeps the event loop no longer than a slice at a time', async (_, load) => {
  const seen = await startsSeenByOthers(load)
  const steps = seen.slice(1).map((count, index) => count - seen[index]!)
  // Ten milliseconds, one an iteration; each virtual user may be one over it.
  expect(Math.max(...steps)).toBeLessThanOrEqual(14)
  expect(seen.length).toBeGreaterThan(7)
})

test('a timed load ends with its time although the loop was too busy for the timer', async () => {
  const { clockOf, block } = blockableClock()
  const load = { executor: 'constant-concurrency', concurrency: 1, durationMs: 50 }
  let worked = 0
  const work = (): unknown => {
    // Ends a load that would not end by itself.
    if (++worked > 500) throw new Error('still running')
    return void block(1)
  }
  const run = beginLoad(load, (_, clock) => (worked > 500 ? sleep(clock, 1000) : work()), { clockOf })
  await run.clock.run(run.driver.allStarted)
  expect(run.sink.begins.map(({ startedMs }) => startedMs)).toEqual(
    Array.from({ length: 50 }, (_, index) => index),
  )
})

test('what became overdue while the loop was blocked is dropped when a slot comes free', async () => {
  const { clockOf, block } = blockableClock()
  const trace = [{ at_ms: 0 }, { at_ms: 1 }, { at_ms: 2 }]
  const run = beginLoad(
    { executor: 'replay', trace, maxInFlight: 1, maxQueueMs: 30 },
    async (_, clock) => {
      await sleep(clock, 5)
      block(100)
    },
    { clockOf },
  )
  await run.clock.run(run.driver.allStarted.then(() => run.engine.idle()))
  expect(run.sink.begins.map(({ index }) => index)).toEqual([0])
  expect(run.sink.drops).toEqual([
    { index: 1, scheduledMs: 1, nowMs: 105 },
    { index: 2, scheduledMs: 2, nowMs: 105 },
  ])
})
