import { expect, test } from 'vitest'
import type { Progress } from '../../../src/model/wire.ts'
import { renderProgress } from '../../../src/report/render-progress.ts'

const progress: Progress = {
  elapsedMs: 3000,
  plannedMs: 10_000,
  plannedIterations: 2000,
  started: 600,
  succeeded: 590,
  failed: 0,
  dropped: 0,
  inFlight: 10,
  p99Ms: 12.34,
}

test.each<[string, Partial<Progress>, string]>([
  ['all goes well', {}, '3 s of 10 s, 590 of 2,000 done, 10 in flight, p99 12.34 ms'],
  [
    'some failed',
    { failed: 5, dropped: 1200 },
    '3 s of 10 s, 595 of 2,000 done, 5 failed, 1,200 dropped, 10 in flight, p99 12.34 ms',
  ],
  ['only a count bounds it', { plannedMs: null }, '3 s, 590 of 2,000 done, 10 in flight, p99 12.34 ms'],
  ['only time bounds it', { plannedIterations: null }, '3 s of 10 s, 590 done, 10 in flight, p99 12.34 ms'],
  [
    'nothing has begun',
    { started: 0, succeeded: 0, inFlight: 0, p99Ms: null },
    '3 s of 10 s, 0 of 2,000 done',
  ],
])('a line of progress when %s', (_, given, line) => {
  expect(renderProgress('orders', { ...progress, ...given })).toBe(`orders: ${line}`)
})
