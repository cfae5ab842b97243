import { describe, expect, test } from 'vitest'
import { Depth } from '../../../src/record/depth.ts'
import { LatencySeries } from '../../../src/record/latency-series.ts'
import { Timeline } from '../../../src/record/timeline.ts'

const counts = () => ({ started: 0, succeeded: 0, failed: 0 })
const sample = { inFlight: 3, queueDepth: 8, loopDelayMaxMs: 1.5, heapBytes: 100, rssBytes: 200 }

describe('timeline', () => {
  test('says what happened in each second, and begins each anew', () => {
    const timeline = new Timeline()
    const loads = [counts(), counts()]
    for (const load of loads) timeline.follow(load)
    loads[0]!.started += 2
    loads[1]!.started += 1
    const part = new LatencySeries()
    timeline.finish(10, part)
    loads[0]!.succeeded++
    timeline.finish(30, part)
    loads[1]!.failed++
    timeline.drop()
    timeline.closeSecond(sample)
    timeline.closeSecond({ ...sample, queueDepth: null, loopDelayMaxMs: null })
    timeline.finish(5, part)
    loads[1]!.succeeded++
    timeline.closeSecond(sample)
    expect(part.stats()).toMatchObject({ count: 3, min_ms: 5, max_ms: 30, avg_ms: 15 })
    const [first, second, third] = timeline.seconds
    expect(first).toMatchObject({
      second: 0,
      started: 3,
      succeeded: 1,
      failed: 1,
      dropped: 1,
      in_flight: 3,
      queue_depth: 8,
      max_ms: 30,
    })
    expect(first).toMatchObject({ loop_delay_max_ms: 1.5, heap_bytes: 100, rss_bytes: 200 })
    expect(first!.p50_ms).toBeCloseTo(10, 1)
    expect(second).toMatchObject({
      second: 1,
      started: 0,
      succeeded: 0,
      failed: 0,
      dropped: 0,
      queue_depth: null,
      loop_delay_max_ms: null,
    })
    expect(second).toMatchObject({ p50_ms: null, p99_ms: null, max_ms: null })
    expect(third).toMatchObject({ second: 2, succeeded: 1, p99_ms: 5, max_ms: 5 })
  })

  test('knows the second that ended last', () => {
    const timeline = new Timeline()
    const load = counts()
    timeline.follow(load)
    load.started++
    timeline.drop()
    expect([timeline.lastSecond, timeline.closedSeconds]).toEqual([null, 0])
    for (let ms = 1; ms <= 100; ms++) timeline.finish(ms, new LatencySeries())
    timeline.closeSecond(sample)
    expect(timeline.lastSecond).toEqual({ second: 0, started: 1, dropped: 1, p95Ms: 95.039 })
    timeline.closeSecond(sample)
    expect(timeline.lastSecond).toEqual({ second: 1, started: 0, dropped: 0, p95Ms: null })
    expect(timeline.closedSeconds).toBe(2)
  })

  test('ends after a day', () => {
    const timeline = new Timeline()
    for (let second = 0; second < 86_410; second++) timeline.closeSecond(sample)
    expect(timeline.seconds).toHaveLength(86_400)
    expect(timeline.lastSecond!.second).toBe(86_409)
  })
})

describe('depth', () => {
  test('knows the largest, the mean and the last level', () => {
    const depth = new Depth()
    for (const level of [0, 7, 3, 0, 1]) depth.sample(level)
    expect(depth.summary()).toEqual({ max: 7, avg: 2.2, end: 1 })
    expect(depth.last).toBe(1)
  })

  test('rounds the mean to a thousandth', () => {
    const depth = new Depth()
    for (const level of [1, 0, 0]) depth.sample(level)
    expect(depth.summary()).toEqual({ max: 1, avg: 0.333, end: 0 })
  })

  test('without a sample is null, not 0', () => {
    expect([new Depth().summary(), new Depth().last]).toEqual([null, null])
  })
})
