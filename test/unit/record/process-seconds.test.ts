// On real time and the real process: nothing else has an event loop that can be blocked.
import { afterEach, expect, test } from 'vitest'
import { realClock, sleep } from '../../../src/foundation/clock.ts'
import { ProcessSeconds } from '../../../src/record/process-seconds.ts'

let watched: ProcessSeconds
afterEach(() => watched.stop())

function spin(ms: number): void {
  const untilMs = realClock.now() + ms
  while (realClock.now() < untilMs);
}

test('a loop that was blocked: for how long, and busy meanwhile; the next second knows nothing of it', async () => {
  watched = new ProcessSeconds()
  watched.take()
  // The first sample comes after an interval.
  await sleep(realClock, 30)
  spin(60)
  await sleep(realClock, 20)
  const blocked = watched.take()
  expect(blocked.loopDelay!.max_ms).toBeGreaterThan(30)
  expect(blocked.utilization).toBeGreaterThan(0)
  expect(blocked.lengthMs).toBeGreaterThanOrEqual(109)
  const { lengthMs, loopDelay, cpu } = watched.take()
  expect(lengthMs).toBeLessThan(blocked.lengthMs)
  expect([loopDelay, Number.isFinite(cpu)]).toEqual([null, true])
})

test('collections of garbage count in the second in which they were', async () => {
  watched = new ProcessSeconds()
  let kept: object[] = []
  for (let round = 0; round < 120; round++) kept = Array.from({ length: 50_000 }, (_, index) => ({ index }))
  const { gc } = watched.take()
  const { gc: after } = watched.take()
  await watched.settle()
  // Told by now, and of the second in which it was, though that had ended before the loop had a turn.
  expect(kept).toHaveLength(50_000)
  expect(gc.maxMs).toBeGreaterThan(0)
  expect(gc.totalMs).toBeGreaterThanOrEqual(gc.maxMs)
  // Nothing, but for one that came just then.
  expect(after.totalMs).toBeLessThan(gc.totalMs / 2)
})
