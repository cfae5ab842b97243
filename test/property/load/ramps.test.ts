import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { arrivalTimes } from '../../../src/load/arrivals.ts'
import type { Stage } from '../../../src/load/stages.ts'
import { planOf, runLoad } from '../../support/drive.ts'
import { farthestFromLine, usersOverTime } from '../../unit/load/users-over-time.ts'

// Jumps, plateaus and falls to 0 are asked for often: there the line has corners.
const target = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 25 }) },
)
const durationMs = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 800 }) },
)
const stagesOf = (level: fc.Arbitrary<number>): fc.Arbitrary<Stage[]> =>
  fc
    .array(fc.record({ durationMs, target: level }), { minLength: 1, maxLength: 6 })
    .filter((stages) => stages.some((stage) => stage.durationMs > 0))
const seed = 20_251_129

describe('users of a ramp', () => {
  test('are within 1 of the line at every moment, both ways', async () => {
    await fc.assert(
      fc.asyncProperty(
        stagesOf(target),
        fc.integer({ min: 0, max: 25 }),
        fc.integer({ min: 1, max: 7 }),
        async (stages, startConcurrency, iterationMs) => {
          fc.pre(reachesOne(startConcurrency, stages))
          const load = { executor: 'ramping-concurrency', startConcurrency, stages }
          const { sink } = await runLoad(load, (_, clock) => sleep(clock, iterationMs))
          const farthest = farthestFromLine(usersOverTime(sink), startConcurrency, stages, iterationMs)
          expect(farthest).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 100, seed },
    )
  })

  test('do all together what the area under the line says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ durationMs: fc.integer({ min: 50, max: 800 }), target }), {
          minLength: 1,
          maxLength: 4,
        }),
        async (stages) => {
          fc.pre(reachesOne(0, stages))
          const { sink } = await runLoad({ executor: 'ramping-concurrency', stages }, (_, clock) =>
            sleep(clock, 1),
          )
          const changes = stages.map((stage, index) =>
            Math.abs(stage.target - (stages[index - 1]?.target ?? 0)),
          )
          // One iteration a millisecond; each time a user comes or goes, one may be more or less.
          const allowed = changes.reduce((sum, change) => sum + change, 1)
          expect(Math.abs(sink.begins.length - Number(doubledArea(0, stages)) / 2)).toBeLessThanOrEqual(
            allowed,
          )
        },
      ),
      { numRuns: 60, seed },
    )
  })
})

describe.each(['uniform', 'poisson'] as const)('%s starts of a ramp', (arrivals) => {
  // Tenths of a start per second, so that the area is a whole number of 20,000ths, and known exactly.
  const tenths = fc.oneof(
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 3000 }) },
  )

  test('are the integral of the rate exactly, rounded once; in order, and within the stages', () => {
    fc.assert(
      fc.property(stagesOf(tenths), tenths, fc.integer(), (stages, start, planSeed) => {
        const area = doubledArea(start, stages)
        const whole = area / 20_000n
        const rest = area % 20_000n
        const roundsUp = arrivals === 'uniform' ? rest > 0n : rest >= 10_000n
        const expected = Number(whole) + (roundsUp ? 1 : 0)
        fc.pre(expected > 0)
        const load = {
          executor: 'ramping-arrival-rate',
          startRatePerSecond: start / 10,
          stages: stages.map((stage) => ({ ...stage, target: stage.target / 10 })),
          arrivals,
        }
        const plan = planOf(load, planSeed)
        if (plan.model !== 'open') throw new Error('not an open plan')
        expect(plan.plannedIterations).toBe(expected)
        const next = arrivalTimes(plan.arrivals)
        let last = 0
        for (let index = 0; index < expected; index++) {
          const at = next()
          if (!(at >= last && at <= plan.plannedMs)) throw new Error(`${at} after ${last}`)
          last = at
        }
        expect(next()).toBe(Infinity)
      }),
      { numRuns: 500, seed },
    )
  })
})

test('paced users never burst: from start to start never less than the pacing, and no longer than they must wait', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 100 }),
      fc.array(fc.integer({ min: 0, max: 250 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 30 }),
      async (pacingMs, lengths, iterations) => {
        const load = { executor: 'per-agent-iterations', agents: 3, iterations, pacingMs }
        const lengthOf = (index: number): number => lengths[index % lengths.length]!
        const { sink } = await runLoad(load, ({ index }, clock) => sleep(clock, lengthOf(index)))
        // One user each, so that what an agent starts is what its user starts.
        for (const agent of ['Agent-1', 'Agent-2', 'Agent-3']) {
          const own = sink.begins.filter((begun) => begun.agent === agent)
          expect(own).toHaveLength(iterations)
          for (const [k, { startedMs }] of own.entries()) {
            const before = own[k - 1]
            if (!before) continue
            const due = before.startedMs + Math.max(pacingMs, lengthOf(before.index))
            expect(startedMs).toBeCloseTo(due, 2)
            expect(startedMs - before.startedMs).toBeGreaterThanOrEqual(pacingMs)
          }
        }
      },
    ),
    { numRuns: 100, seed },
  )
})

/** Twice the integral of level x ms, worked out in whole numbers, where targets are whole. */
function doubledArea(start: number, stages: readonly Stage[]): bigint {
  let level = start
  let area = 0n
  for (const stage of stages) {
    area += BigInt(stage.durationMs) * BigInt(level + stage.target)
    level = stage.target
  }
  return area
}

/** A ramp without users is refused. */
function reachesOne(start: number, stages: readonly Stage[]): boolean {
  return doubledArea(start, stages) > 0n
}
