import { expect, test } from 'vitest'
import { UnjudgedTime } from '../../../src/record/unjudged-time.ts'

test('covers what touches the time from its opening to a second after its end', () => {
  const time = new UnjudgedTime()
  expect(time.covers(0, 1e9)).toBe(false)
  const end = time.open(2_000)
  expect([time.covers(0, 1_999), time.covers(0, 2_000), time.covers(1e9, 1e9)]).toEqual([false, true, true])
  end(2_300)
  expect([time.covers(3_300, 4_000), time.covers(3_301, 4_000)]).toEqual([true, false])
})
