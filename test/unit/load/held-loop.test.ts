import { expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { BlockingClock } from '../../support/blocking-clock.ts'
import { beginLoad, type Execute } from '../../support/drive.ts'

/** What an open load says of how long each start held the loop; `block` takes its time. */
async function heldBy(load: Record<string, unknown>, execute: (block: (ms: number) => void) => Execute) {
  const held: [scheduledMs: number, ms: number][] = []
  const blocking = new BlockingClock()
  const clockOf = (clock: {
    now: () => number
    after: BlockingClock['after']
    yield: () => Promise<void>
  }) => ({
    now: () => clock.now() + blocking.now(),
    after: (delayMs: number, callback: () => void) => clock.after(delayMs, callback),
    yield: () => clock.yield(),
  })
  const run = beginLoad(
    load,
    execute((ms) => blocking.block(ms)),
    { clockOf, open: { held: (scheduledMs, ms) => held.push([scheduledMs, ms]) } },
  )
  await run.clock.run(run.driver.allStarted.then(() => run.engine.idle()))
  return held
}

const load = { executor: 'replay', trace: [{ at_ms: 0 }, { at_ms: 100 }, { at_ms: 200 }] }

test('each start is told with the time until its workload first waits, and not with what comes after', async () => {
  const held = await heldBy(load, (block) => async ({ index }, clock) => {
    block(index + 1)
    await sleep(clock, 5)
    block(20)
  })
  expect(held).toEqual([
    [0, 1],
    [100, 2],
    [200, 3],
  ])
})

test('so is a start that waited for a slot', async () => {
  const narrow = { executor: 'replay', trace: [{ at_ms: 0 }, { at_ms: 1 }, { at_ms: 2 }], maxInFlight: 1 }
  const held = await heldBy(narrow, (block) => async ({ index }, clock) => {
    block(index + 1)
    await sleep(clock, 5)
  })
  expect(held).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
  ])
})
