import { expect, test } from 'vitest'
import type { Progress } from '../../../src/model/wire.ts'
import { renderProgress } from '../../../src/report/render-progress.ts'
import { progress, troubled } from './progress-cases.ts'

const rest = '590 of 2,000 done, 198/s of 200/s, p95 12.34 ms, 10 in flight'
const closed = { plannedPerSecond: null, startsPerSecond: 412 }

test.each<[string, Partial<Progress>, string]>([
  ['all goes well', {}, `3.0 s of 10.0 s, 7.0 s left, ${rest}`],
  [
    'it is a probe of a search',
    { probe: { number: 4, most: 12, ratePerSecond: 2_400 } },
    `probe 4 of at most 12, 2,400/s, 3.0 s of 10.0 s, 7.0 s left, ${rest}`,
  ],
  [
    'it is a run of a comparison',
    { round: { number: 4, most: 30, variant: 'pooled\n' } },
    `round 4 of at most 30, pooled, 3.0 s of 10.0 s, 7.0 s left, ${rest}`,
  ],
  [
    'it warms a comparison up',
    { round: { number: 0, most: 30, variant: 'pooled' } },
    `warm-up, pooled, 3.0 s of 10.0 s, 7.0 s left, ${rest}`,
  ],
  [
    'some failed',
    troubled,
    '3.0 s of 10.0 s, 7.0 s left, 595 of 2,000 done, 120/s of 200/s, p95 12.34 ms, 5 failed, 1,200 dropped, 10 in flight',
  ],
  [
    'only a count bounds it',
    { ...closed, plannedMs: null, plannedIterations: 1770 },
    '3.0 s, about 6.0 s left, 590 of 1,770 done, 412/s, p95 12.34 ms, 10 in flight',
  ],
  [
    'only time bounds it',
    { ...closed, plannedIterations: null },
    '3.0 s of 10.0 s, 7.0 s left, 590 done, 412/s, p95 12.34 ms, 10 in flight',
  ],
  [
    'nothing bounds it',
    { plannedMs: null, plannedIterations: null },
    `3.0 s, ${rest.replace(' of 2,000', '')}`,
  ],
  [
    'its first second is not over',
    { elapsedMs: 600, startsPerSecond: null, plannedPerSecond: null, p95Ms: null },
    '0.6 s of 10.0 s, 9.4 s left, 590 of 2,000 done, 10 in flight',
  ],
  [
    'nothing has begun',
    {
      elapsedMs: 0,
      plannedMs: null,
      started: 0,
      succeeded: 0,
      inFlight: 0,
      startsPerSecond: null,
      plannedPerSecond: null,
      p95Ms: null,
    },
    '0.0 s, 0 of 2,000 done',
  ],
  [
    'it waits for the last ones',
    { elapsedMs: 12_000, startsPerSecond: 0, plannedPerSecond: 0, p95Ms: null },
    '12.0 s of 10.0 s, draining, 590 of 2,000 done, 10 in flight',
  ],
  ['it stands still', { startsPerSecond: 0 }, `3.0 s of 10.0 s, 7.0 s left, ${rest.replace('198/s', '0/s')}`],
  [
    'it takes hours',
    { elapsedMs: 3_725_000, plannedMs: 7_200_000 },
    `1 h 02 min of 2 h 00 min, 57 min 55 s left, ${rest}`,
  ],
])('a line of progress when %s', (_, given, line) => {
  expect(renderProgress('orders', { ...progress, ...given })).toBe(`orders: ${line}`)
})

test('a name cannot break the line, or speak to the terminal', () => {
  const line = renderProgress('a\nb\u001B[2J\u0085 c\u2028d\u202E', progress)
  expect(line).toMatch(/^a b \[2J c d: 3\.0 s of/)
})
