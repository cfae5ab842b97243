import { expect, test } from 'vitest'
import { seededRandom } from '../../../src/foundation/random.ts'
import type { GeneratorSecond } from '../../../src/model/health-metrics.ts'
import { LatencySeries } from '../../../src/record/latency-series.ts'
import { findBottleneck } from '../../../src/run/find-bottleneck.ts'
import { secondOf } from '../../support/generator-second.ts'

const syncTimes = (...times: readonly { count: number; ms: number }[]): LatencySeries => {
  const series = new LatencySeries()
  for (const { count, ms } of times) for (let index = 0; index < count; index++) series.record(ms)
  return series
}
const light = { ratePerSecond: 1000, syncTime: syncTimes({ count: 1000, ms: 0.01 }) }
const blocking = { ratePerSecond: 1000, syncTime: syncTimes({ count: 1000, ms: 1.5 }) }
const find = (seconds: readonly GeneratorSecond[], loads = [light], cores = 2) =>
  findBottleneck({ seconds, limitMs: 10, loads, cores })

/** Late by a workload that spins. */
const spun = { cpu: 1, event_loop_utilization: 1, lateness_max_ms: 300, sync_total_ms: 980, sync_max_ms: 2 }

test('a workload that blocks: how long, and what the rate asks for', () => {
  expect(find([secondOf(spun)], [blocking])).toEqual({
    bottleneck: 'workload',
    remedy:
      'The workload blocks the event loop for 1.5 ms per iteration (1,000/s asks for 1.5 s of it per second): make it asynchronous, move that work to another thread or process, or lower the rate',
  })
})

test('a load that was over early in its second is named too', () => {
  const short = { ...spun, event_loop_utilization: 0.2, cpu: 0.2, sync_total_ms: 180 }
  expect(find([secondOf(short)], [blocking]).bottleneck).toBe('workload')
})

test('starts that take most of an idle loop but ask for little of it are not to blame', () => {
  const idle = { event_loop_utilization: 0.03, cpu: 0.03, sync_total_ms: 20, sync_max_ms: 1 }
  expect(find([secondOf({ ...idle, lateness_max_ms: 300 })]).bottleneck).toBe('other-processes')
})

test('a busy machine does not change how long a workload blocks', () => {
  const syncTime = syncTimes({ count: 600, ms: 1.5 }, { count: 400, ms: 12 })
  expect(find([secondOf(spun)], [{ ratePerSecond: 1000, syncTime }]).remedy).toContain(
    ' 1.5 ms per iteration (',
  )
})

test('a workload that blocks now and then: the mean, and the 99th percentile', () => {
  const syncTime = syncTimes({ count: 960, ms: 0.1 }, { count: 40, ms: 30 })
  expect(find([secondOf(spun)], [{ ratePerSecond: 1000, syncTime }]).remedy).toContain(
    'for 1.3 ms per iteration on average, 30 ms at p99 (1,000/s asks for 1.3 s of it per second)',
  )
})

test('of several loads, the one that asks for most', () => {
  const rare = { ratePerSecond: 1, syncTime: syncTimes({ count: 5, ms: 100 }) }
  expect(find([secondOf(spun)], [rare, blocking]).remedy).toContain('for 1.5 ms per iteration')
})

test('only the seconds that were late are asked', () => {
  const idle = [0, 1, 2, 3].map((second) => secondOf({ second }))
  expect(find([...idle, secondOf({ ...spun, second: 4 })], [blocking]).bottleneck).toBe('workload')
  expect(find(idle, [blocking]).bottleneck).toBe('unknown')
})

test('one iteration that blocked: how long, and when', () => {
  const once = { lateness_max_ms: 195, sync_total_ms: 201, sync_max_ms: 200, cpu: 0.3 }
  expect(find([secondOf({}), secondOf({ ...once, second: 1 })])).toEqual({
    bottleneck: 'workload',
    remedy:
      'An iteration held the event loop for 200 ms in second 1: make it asynchronous, move that work to another thread or process, or lower the rate',
  })
})

test('garbage collection: how long, and when', () => {
  const paused = { lateness_max_ms: 115, gc_total_ms: 300, gc_max_ms: 120, cpu: 0.6 }
  expect(find([secondOf({ ...paused, second: 4 })])).toEqual({
    bottleneck: 'garbage-collection',
    remedy:
      'Garbage collection paused it for 300 ms in second 4; the longest pause took 120 ms: keep and make fewer objects in workload and target, or lower the rate',
  })
})

test('a collection in the middle of a start is not the workload, and many short ones count too', () => {
  const inside = { lateness_max_ms: 115, gc_total_ms: 120, gc_max_ms: 120, sync_max_ms: 121, cpu: 0.6 }
  expect(find([secondOf(inside)]).bottleneck).toBe('garbage-collection')
  const most = { ...spun, gc_total_ms: 600, gc_max_ms: 5 }
  expect(find([secondOf(most)], [blocking]).bottleneck).toBe('garbage-collection')
  const short = { lateness_max_ms: 30, gc_total_ms: 310, gc_max_ms: 5, cpu: 0.9 }
  expect(find([secondOf(short)]).bottleneck).toBe('garbage-collection')
})

test('a loop that stood still without computing was not let', () => {
  const { bottleneck, remedy } = find([secondOf({ second: 3, lateness_max_ms: 85, cpu: 0.03 })])
  expect(bottleneck).toBe('other-processes')
  expect(remedy).toBe(
    'Other processes took the CPU (it had 0.03 of a core in second 3, and came up to 85 ms late): free the machine of other work, or raise health.latenessMs if that is accurate enough',
  )
})

test('so was one that was busy for longer than it computed', () => {
  const half = { lateness_max_ms: 85, cpu: 0.5, event_loop_utilization: 0.98 }
  expect(find([secondOf(half)]).bottleneck).toBe('other-processes')
})

test('a start that waited without computing may be either, and both are said', () => {
  const asleep = { lateness_max_ms: 195, sync_total_ms: 205, sync_max_ms: 200, cpu: 0.02 }
  const { bottleneck, remedy } = find([secondOf(asleep)])
  expect(bottleneck).toBe('other-processes')
  expect(remedy).toContain('or an iteration waited 200 ms without giving the event loop back')
})

const bound = { cpu: 1.02, event_loop_utilization: 0.99, lateness_max_ms: 300, achieved_starts: 500 }

test('a loop that is busy after the starts: more workers, where there are cores for them', () => {
  const { bottleneck, remedy } = find([secondOf(bound)])
  expect(bottleneck).toBe('cpu')
  expect(remedy).toContain('busy for 2 ms per iteration in all (1,000/s asks for 2 s of it per second)')
  expect(remedy).toContain('`workers: 2` (the workload must then stand in a module of its own)')
})

test('on one core no more workers', () => {
  const { bottleneck, remedy } = find([secondOf(bound)], [light], 1)
  expect(bottleneck).toBe('cpu')
  expect(remedy).not.toContain('workers')
  expect(remedy).toContain('a machine with more than one core')
})

test('late for no reason that shows: what the process had, and what its loop did, when it was late', () => {
  const odd = secondOf({ second: 4, lateness_max_ms: 30, cpu: 0.4, event_loop_utilization: 0.41 })
  expect(find([secondOf({ cpu: 3 }), odd])).toEqual({
    bottleneck: 'unknown',
    remedy:
      'In second 4 the process had 0.4 of a core, and its event loop was busy for 41 % of the time: it had little to do itself, so look at what else runs on the machine. Lower the rate, free the machine of other work, or raise health.latenessMs if that is accurate enough',
  })
})

test.each([
  [0.4, 0.6, 'it was kept waiting for a core, so look at what else runs on the machine'],
  [0.7, 0.7, 'look at workload and target first, which share the loop with the generator'],
  [1.3, 0.3, 'other threads of this process computed, so look at what they do'],
  [0.6, 0.3, 'it had little to do itself, so look at what else runs on the machine'],
])('%d of a core, a loop busy for %d of the time: %s', (cpu, event_loop_utilization, hint) => {
  const late = { lateness_max_ms: 30, cpu, event_loop_utilization }
  const { bottleneck, remedy } = find([secondOf(late), secondOf({ ...late, second: 1, length_ms: 500 })])
  expect(bottleneck).toBe('unknown')
  expect(remedy).toContain(`In the 2 seconds that were late the process had ${cpu} of a core`)
  expect(remedy).toContain(hint)
})

test('no second was late by itself', () => {
  const remedy =
    'Lower the rate, free the machine of other work, or raise health.latenessMs if that is accurate enough'
  expect(find([secondOf({})])).toEqual({ bottleneck: 'unknown', remedy })
})

/** Seconds as they were recorded of a workload that spins for 1.5 ms at 1,000/s, on machines more or less busy. */
test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('a blocking workload under noise, seed %i', (seed) => {
  const random = seededRandom(seed)
  const syncTime = new LatencySeries()
  for (let index = 0; index < 1000; index++)
    syncTime.record(1.5 + (random.next() < 0.05 ? random.next() * 20 : 0))
  const share = 0.5 + random.next() / 2
  const second = secondOf({
    ...spun,
    cpu: share,
    sync_total_ms: 900 + 80 * random.next(),
    sync_max_ms: 20 * random.next(),
    gc_total_ms: 20 * random.next(),
  })
  const { bottleneck, remedy } = find([second], [{ ratePerSecond: 1000, syncTime }])
  expect(bottleneck).toBe('workload')
  expect(remedy).toContain('for 1.5 ms per iteration (1,000/s asks for 1.5 s of it per second)')
})
