import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dataFrom } from '../../../src/data/data-from.ts'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { runVirtually } from '../../support/virtual-run.ts'

test('at any speed, an async source is dealt in order and whole, or the run is invalid', async () => {
  let passed = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(20), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 4 }),
      fc.nat(20),
      async (gaps, readAhead, concurrency, workMs) => {
        const clock = new VirtualClock()
        let closed = 0
        const feed = async function* () {
          try {
            for (const [number, gapMs] of gaps.entries()) {
              if (gapMs > 0) await sleep(clock, gapMs)
              yield number
            }
          } finally {
            closed++
          }
        }
        const got: unknown[] = []
        const load = { executor: 'shared-iterations', iterations: gaps.length, concurrency }
        const { metrics } = await runVirtually(
          { load, data: dataFrom(feed, { readAhead }) },
          ({ iteration, wait }) => {
            got.push(iteration.data)
            return wait(workMs)
          },
          { clock },
        )
        expect(got).toEqual(Array.from({ length: got.length }, (_, index) => index))
        expect(closed).toBeLessThanOrEqual(1)
        if (got.length === gaps.length) {
          expect(metrics).toMatchObject({ verdict: 'pass', total_processed: gaps.length })
          passed++
        } else {
          expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error' })
          expect(metrics.problems[0]).toContain('it is slower than the load')
          expect(readAhead).toBeLessThan(gaps.length)
        }
      },
    ),
    { numRuns: 60, seed: 7 },
  )
  // Both happen: else one half of this would say nothing.
  expect(passed).toBeGreaterThan(5)
  expect(passed).toBeLessThan(55)
}, 60_000)
