import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { windowLimits } from '../../../src/budget/window-limits.ts'
import type { IterationFacts } from '../../../src/model/iteration-facts.ts'
import { Slices } from '../../../src/record/slices.ts'
import { seriesOf } from '../../support/series.ts'

interface Ended {
  dueMs: number
  tookMs: number
  ok: boolean
}

const sliceMs = 100
const askedUntilMs = 6_000
const ended = fc.record({
  dueMs: fc.integer({ min: 0, max: askedUntilMs - 1 }),
  tookMs: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 5_000 })),
  ok: fc.boolean(),
})
const endOf = ({ dueMs, tookMs }: Ended): number => dueMs + tookMs

function slicesOf(all: readonly Ended[]): Slices {
  const settings = { fromMs: 0, sliceMs, keepsService: false, keepsLateness: false, keptDueMs: 20_000 }
  const slices = new Slices(settings)
  for (const each of all) {
    const facts: IterationFacts = {
      index: 0,
      agent: null,
      scheduledMs: each.dueMs,
      startedMs: each.dueMs,
      phase: 'steady',
      message: undefined,
      tags: null,
    }
    slices.finish({ fromMs: 0, warmupMs: 0, model: 'open' }, facts, endOf(each), each.ok)
  }
  slices.closeLast()
  return slices
}

/** Each window on the grid that `of` gives a time in, looked at alone. */
function windowsOf(all: readonly Ended[], everyMs: number, of: (each: Ended) => number): Ended[][] {
  const windows: Ended[][] = []
  for (let toMs = everyMs; toMs <= askedUntilMs; toMs += sliceMs)
    windows.push(all.filter((each) => of(each) >= toMs - everyMs && of(each) < toMs))
  return windows
}

/** By hand: of all windows while the load was on, by end; and of those with something that ended later, by start. */
function byHand(all: readonly Ended[], everyMs: number) {
  const late = (window: readonly Ended[]): boolean => window.some((each) => endOf(each) >= askedUntilMs)
  const isShort = askedUntilMs < everyMs
  const latest = windowsOf(all, everyMs, ({ dueMs }) => dueMs)
  // From the first that holds one of them on.
  const from = latest.findIndex(late)
  const judged = [
    ...windowsOf(all, everyMs, endOf),
    ...(from < 0 ? [] : latest.slice(from)),
    ...(isShort ? [[...all]] : []),
  ].filter(({ length }) => length > 0)
  const times = judged.map((window) => seriesOf(window.map(({ tookMs }) => tookMs)))
  return {
    successRate: Math.min(...judged.map((window) => window.filter(({ ok }) => ok).length / window.length)),
    failures: Math.max(...judged.map((window) => window.filter(({ ok }) => !ok).length)),
    p75: Math.max(...times.map((series) => series.percentileMs(75)!)),
    max: Math.max(...times.map((series) => series.maxMs!)),
    avg: Math.max(...times.map((series) => series.avgMs!)),
  }
}

test('the worst window is the worst of all positions, looked at one by one', () => {
  fc.assert(
    fc.property(
      fc.array(ended, { minLength: 1, maxLength: 60 }),
      fc.constantFrom(1_000, 2_000, 10_000),
      (list, everyMs) => {
        const all = [...list].sort((a, b) => endOf(a) - endOf(b))
        // Limits that nothing keeps: a kept one would be undecided beside a window in which nothing ended.
        const never = { maxMs: -1 }
        const results = windowLimits(
          [
            {
              everyMs,
              latency: { p75: never, max: never, avg: never },
              successRate: { min: 2 },
              failures: { max: -1 },
            },
          ],
          { slices: slicesOf(all), steady: [{ fromMs: 0, toMs: askedUntilMs }], late: [], cutOff: false },
        )
        const worst = byHand(all, everyMs)
        expect(results.map(({ actual }) => actual)).toEqual([
          worst.p75,
          worst.max,
          expect.closeTo(worst.avg, 5),
          worst.successRate,
          worst.failures,
        ])
      },
    ),
    { numRuns: 150 },
  )
})
