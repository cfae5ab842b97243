import { expect, test } from 'vitest'
import { seededRandom } from '../../../src/foundation/random.ts'
import { LatencySeries } from '../../../src/record/latency-series.ts'
import { LooseSeries } from '../../../src/record/loose-series.ts'

test.each([0, 1, 1_023, 1_024, 5_000])('of %i samples, it comes to what a latency series does', (count) => {
  const random = seededRandom(3)
  const [loose, series] = [new LooseSeries(), new LatencySeries()]
  for (let sample = 0; sample < count; sample++) {
    const ms = random.next() * 10 ** random.integer(0, 4)
    loose.record(ms)
    series.record(ms)
    if (sample === 700) loose.compact()
  }
  expect(loose.compact()).toEqual(series.compact())
  expect(loose.compact()).toEqual(series.compact())
})
