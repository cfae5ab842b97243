import { describe, expect, test } from 'vitest'
import { StretchedSeries } from '../../../src/record/stretched-series.ts'

const valuesIn = (series: StretchedSeries): number[][] =>
  series.ranges().map((stretch) => stretch.flatMap(({ from, count }) => Array<number>(count).fill(from)))

const seriesOf = (widthMs: number, samples: readonly (readonly [atMs: number, ms: number])[]) => {
  const series = new StretchedSeries(widthMs)
  for (const [atMs, ms] of samples) series.record(atMs, ms)
  return series
}

describe('a series in stretches of time', () => {
  test('holds each sample in the stretch in which it ended, in microseconds', () => {
    const series = seriesOf(10, [
      [0, 0.5],
      [9.9, 0.2],
      [10, 0.3],
      [35, 0.3],
      [36, 0.3],
    ])
    expect(valuesIn(series)).toEqual([[200, 500], [300], [], [300, 300]])
  })

  test('counts what comes too late for its stretch in the open one, and what comes before the first in that', () => {
    const series = seriesOf(10, [
      [-5, 0.1],
      [12, 0.2],
      [8, 0.3],
    ])
    expect(valuesIn(series)).toEqual([[100], [200, 300]])
  })

  test('makes one stretch of two when there are more than 256, and loses nothing', () => {
    const samples = Array.from({ length: 1_000 }, (_, at) => [at * 10, at % 2 === 0 ? 0.1 : 0.2] as const)
    const stretches = valuesIn(seriesOf(10, samples))
    expect(stretches).toHaveLength(250)
    expect(stretches[249]).toEqual([100, 100, 200, 200])
    expect(stretches.every((each) => each.length === 4)).toBe(true)
  })

  test('is the sum of what workers have recorded, also where one went on for longer', () => {
    const short = seriesOf(10, [
      [0, 0.1],
      [25, 0.1],
    ])
    const long = seriesOf(10, [
      [5, 0.2],
      [2_600, 0.2],
    ])
    for (const [one, other] of [
      [short, long],
      [long, short],
    ] as const) {
      const sum = new StretchedSeries(10)
      sum.add(structuredClone(one.pack()))
      sum.add(structuredClone(other.pack()))
      const stretches = valuesIn(sum)
      expect([stretches[0], stretches[1], stretches[130]]).toEqual([[100, 200], [100], [200]])
    }
  })

  test('goes on after it was read, and forgets the stretches that begin before a time', () => {
    const series = seriesOf(10, [
      [5, 0.1],
      [15, 0.2],
    ])
    expect(valuesIn(series)).toEqual([[100], [200]])
    series.record(16, 0.3)
    series.forgetBefore(6)
    expect(valuesIn(series)).toEqual([[], [200, 300]])
  })
})
