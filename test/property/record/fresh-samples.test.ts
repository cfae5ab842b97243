import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FreshSamples } from '../../../src/record/fresh-samples.ts'
import { LatencySeries } from '../../../src/record/latency-series.ts'

const runs = { numRuns: 200, seed: 20_261_122 }
/** Around the edge between those that are counted by the microsecond and the rest, too. */
const durationMs = fc.oneof(
  fc.double({ min: 0, max: 3, noNaN: true }),
  fc.integer({ min: 2_046_400, max: 2_048_600 }).map((ns) => ns / 1e6),
  fc.integer({ min: 0, max: 3_000 }).map((us) => us / 1e3),
  fc.double({ min: 0, max: 1e7, noNaN: true }),
)

function recorded(durations: readonly number[]): LatencySeries {
  const series = new LatencySeries()
  for (const ms of durations) series.record(ms)
  return series
}

const shown = (series: LatencySeries): unknown => [series.compact(), series.minMs]

test('samples that are moved are those that were recorded, and none is left', () => {
  fc.assert(
    fc.property(fc.array(fc.array(durationMs)), fc.array(durationMs), (rounds, before) => {
      const fresh = new FreshSamples()
      const series = recorded(before)
      for (const round of rounds) {
        for (const ms of round) fresh.record(ms)
        expect(fresh.isEmpty).toBe(round.length === 0)
        const other = new LatencySeries()
        expect(fresh.moveTo(series, other)).toBe(round.length)
        expect(fresh.isEmpty).toBe(true)
        expect(shown(other)).toEqual(shown(recorded(round)))
      }
      expect(shown(series)).toEqual(shown(recorded([...before, ...rounds.flat()])))
    }),
    runs,
  )
})

test.each([-0.001, -1, NaN, Infinity])('%d ms is refused, and counted nowhere', (ms) => {
  const fresh = new FreshSamples()
  fresh.record(1)
  expect(() => fresh.record(ms)).toThrow(`a duration must be 0 ms or more, got ${ms}`)
  expect(fresh.moveTo(new LatencySeries(), new LatencySeries())).toBe(1)
})
