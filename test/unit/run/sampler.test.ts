import { expect, test } from 'vitest'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { sleep } from '../../../src/foundation/clock.ts'
import type { ProcessMonitor } from '../../../src/record/process-monitor.ts'
import { RunRecords } from '../../../src/record/run-records.ts'
import { Sampler } from '../../../src/run/sampler.ts'
import { BlockingClock } from '../../support/blocking-clock.ts'

function sampled(clock: VirtualClock): { records: RunRecords; sampler: Sampler } {
  const records = new RunRecords()
  const parts = { monitor: null, inFlight: () => 0, depth: () => null, onProgress: () => {} }
  return {
    records,
    sampler: new Sampler({ clock, records, ...parts, progress: () => ({}) as never }),
  }
}

/** The timers of a busy loop: they count from when its turn began. */
class EarlyClock extends VirtualClock {
  override after(delayMs: number, callback: () => void): () => void {
    return super.after(delayMs - Math.min(3, delayMs / 2), callback)
  }
}

test('a second ends with the sample that is due then, though its timer fires a little early', async () => {
  const clock = new EarlyClock()
  const { records, sampler } = sampled(clock)
  const load = { started: 0, succeeded: 0, failed: 0 }
  records.timeline.follow(load)
  const starts = (): void => {
    load.started++
    if (clock.now() < 3000) clock.after(23, starts)
  }
  clock.after(13, starts)
  await clock.run(sleep(clock, 3100))
  sampler.stop()
  expect(records.timeline.seconds.slice(0, 3).map(({ started }) => started)).toEqual([50, 50, 50])
})

test.each([
  [700, 1],
  [2_300, 3],
  [3_000, 3],
])(
  'a load that ends when its loop has been blocked from 100 to %d ms has all its %d seconds',
  async (untilMs, seconds) => {
    const clock = new BlockingClock()
    const { records, sampler } = sampled(clock)
    await clock.run(sleep(clock, 99))
    clock.block(untilMs - 99)
    sampler.stop()
    expect(records.timeline.seconds.map(({ second }) => second)).toEqual(
      Array.from({ length: seconds }, (_, second) => second),
    )
  },
)

test('a run that is longer than the timeline goes on', async () => {
  const clock = new BlockingClock()
  const { records, sampler } = sampled(clock)
  clock.block(86_403_000)
  await clock.run(sleep(clock, 200))
  sampler.stop()
  expect(records.timeline.seconds).toHaveLength(86_400)
  expect(records.timeline.closedSeconds).toBe(86_404)
})

test('what the process went through before the load is in none of its seconds', async () => {
  const clock = new VirtualClock()
  const records = new RunRecords()
  let closed = 0
  const monitor = {
    sampleMemory: () => {},
    closeSecond: () => ({
      lengthMs: ++closed,
      loopDelay: null,
      utilization: 0,
      cpu: 0,
      gc: { totalMs: 0, maxMs: 0 },
      heapBytes: 0,
      rssBytes: 7,
    }),
  } as unknown as ProcessMonitor
  const parts = { monitor, inFlight: () => 0, depth: () => null, onProgress: () => {} }
  const sampler = new Sampler({ clock, records, ...parts, progress: () => ({}) as never })
  await clock.run(sleep(clock, 1500))
  sampler.stop()
  expect(records.generator.seconds.map(({ length_ms }) => length_ms)).toEqual([2, 3])
  expect(records.generator.seconds[0]).toMatchObject({ second: 0, rss_bytes: 7, achieved_starts: 0 })
})
