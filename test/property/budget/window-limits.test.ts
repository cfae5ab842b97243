import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { windowLimits } from '../../../src/budget/window-limits.ts'
import type { IterationFacts } from '../../../src/model/iteration-facts.ts'
import { Slices } from '../../../src/record/slices.ts'
import { seriesOf } from '../../support/series.ts'

interface Ended {
  endMs: number
  tookMs: number
  ok: boolean
}

const sliceMs = 100
const askedUntilMs = 6_000
const ended = fc.record({
  endMs: fc.integer({ min: 0, max: 6_500 }),
  tookMs: fc.integer({ min: 0, max: 5_000 }),
  ok: fc.boolean(),
})

function slicesOf(all: readonly Ended[]): Slices {
  const slices = new Slices({ fromMs: 0, sliceMs, keepsService: false, keepsLateness: false })
  for (const { endMs, tookMs, ok } of all) {
    // The load is said to have begun earlier, so that no start is before it.
    const startedMs = 10_000 + endMs - tookMs
    const facts: IterationFacts = {
      index: 0,
      agent: null,
      scheduledMs: startedMs,
      startedMs,
      phase: 'steady',
      message: undefined,
      tags: null,
    }
    slices.finish(-10_000, facts, 10_000 + endMs, ok)
  }
  slices.closeLast()
  return slices
}

/** By hand: the samples of every window on the grid, none of them carried over from the window before. */
function byHand(all: readonly Ended[], everyMs: number) {
  const lastMs = Math.max(...all.map(({ endMs }) => endMs))
  const untilMs = Math.max(askedUntilMs, (Math.floor(lastMs / sliceMs) + 1) * sliceMs)
  const windows: Ended[][] = []
  for (let toMs = Math.min(everyMs, untilMs); toMs <= untilMs; toMs += sliceMs)
    windows.push(all.filter(({ endMs }) => endMs >= toMs - everyMs && endMs < toMs))
  const judged = windows.filter(({ length }) => length > 0)
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
        const all = [...list].sort((a, b) => a.endMs - b.endMs)
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
          { slices: slicesOf(all), askedUntilMs, cutOff: false },
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
