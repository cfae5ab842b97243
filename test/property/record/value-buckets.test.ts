import * as fc from 'fast-check'
import hdr from 'hdr-histogram-js'
import { describe, expect, test } from 'vitest'
import { decodeHistogram, encodeHistogram } from '../../../src/record/histogram.ts'
import { ValueBuckets } from '../../../src/record/value-buckets.ts'

// Small ones, powers of two and their neighbours, and all that a double tells apart.
const value = fc.oneof(
  fc.nat(5_000),
  fc
    .integer({ min: 0, max: 50 })
    .chain((bits) => fc.integer({ min: -2, max: 2 }).map((off) => Math.max(0, 2 ** bits + off))),
  fc.nat(2 ** 31 - 1),
  fc.maxSafeInteger().map((whole) => Math.abs(whole) % 2 ** 51),
)
const values = fc.array(value, { minLength: 1, maxLength: 200 })
const percentiles = [0.001, 1, 10, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100]

const bucketsOf = (all: readonly number[]): ValueBuckets => {
  const buckets = new ValueBuckets()
  for (const each of all) buckets.record(each)
  return buckets
}
const libraryOf = (all: readonly number[]) => {
  const histogram = hdr.build({
    bitBucketSize: 64,
    numberOfSignificantValueDigits: 3,
    autoResize: true,
    useWebAssembly: false,
  })
  for (const each of all) histogram.recordValue(each)
  return histogram
}
const listOf = (buckets: ValueBuckets): [number, number][] => {
  const list: [number, number][] = []
  buckets.forEach((each, count) => list.push([each, count]))
  return list
}

describe('buckets of values', () => {
  test('give the percentiles that HdrHistogram gives', () => {
    fc.assert(
      fc.property(values, (all) => {
        const [buckets, library] = [bucketsOf(all), libraryOf(all)]
        for (const at of percentiles)
          expect(buckets.percentile(at, all.length)).toBe(library.getValueAtPercentile(at))
      }),
      { numRuns: 500 },
    )
  })

  test('come back from the exchange format as they were, and are what HdrHistogram writes', () => {
    fc.assert(
      fc.property(values, (all) => {
        const buckets = bucketsOf(all)
        expect(listOf(decodeHistogram(encodeHistogram(buckets)))).toEqual(listOf(buckets))
        expect(listOf(decodeHistogram(hdr.encodeIntoCompressedBase64(libraryOf(all))))).toEqual(
          listOf(buckets),
        )
      }),
      { numRuns: 80 },
    )
  })

  test('added to others are those of all values, in any order', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [forth, back] = [bucketsOf(a), bucketsOf(b)]
        forth.add(bucketsOf(b))
        back.add(bucketsOf(a))
        expect(listOf(forth)).toEqual(listOf(bucketsOf([...a, ...b])))
        expect(listOf(back)).toEqual(listOf(forth))
      }),
    )
  })

  test('hold each value in one that is at most a thousandth wide, and exact below 2,048', () => {
    fc.assert(
      fc.property(value, (each) => {
        const [[lowest] = [NaN]] = listOf(bucketsOf([each]))
        const highest = bucketsOf([each]).percentile(100, 1)
        expect(lowest).toBeLessThanOrEqual(each)
        expect(highest).toBeGreaterThanOrEqual(each)
        if (each < 2048) expect([lowest, highest]).toEqual([each, each])
        else expect((highest - lowest) / each).toBeLessThan(0.001)
      }),
      { numRuns: 1_000 },
    )
  })

  test('are empty after they were cleared', () => {
    const buckets = bucketsOf([1, 5_000])
    buckets.clear()
    expect(listOf(buckets)).toEqual([])
  })
})
