import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { beginLoad } from '../../support/drive.ts'

const open = fc.record({
  executor: fc.constant('constant-arrival-rate'),
  ratePerSecond: fc.integer({ min: 20, max: 200 }),
  durationMs: fc.integer({ min: 50, max: 600 }),
  arrivals: fc.constantFrom('uniform', 'poisson'),
  maxInFlight: fc.integer({ min: 1, max: 10 }),
  maxQueueMs: fc.option(fc.integer({ min: 0, max: 100 })),
  iterationTimeoutMs: fc.integer({ min: 1, max: 200 }),
})
const counted = fc.record({
  executor: fc.constant('per-agent-iterations'),
  agents: fc.integer({ min: 1, max: 4 }),
  iterations: fc.integer({ min: 1, max: 15 }),
  concurrency: fc.integer({ min: 1, max: 4 }),
  thinkTimeMs: fc.integer({ min: 0, max: 20 }),
  iterationTimeoutMs: fc.integer({ min: 1, max: 200 }),
})
const timed = fc.record({
  executor: fc.constant('constant-concurrency'),
  concurrency: fc.integer({ min: 1, max: 5 }),
  durationMs: fc.integer({ min: 1, max: 300 }),
  thinkTimeMs: fc.integer({ min: 0, max: 20 }),
  iterationTimeoutMs: fc.integer({ min: 1, max: 200 }),
})
const stages = fc
  .array(
    fc.record({ durationMs: fc.integer({ min: 0, max: 150 }), target: fc.integer({ min: 0, max: 6 }) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .filter((all) => all.some(({ durationMs, target }) => durationMs > 20 && target > 0))
// Never none: on virtual time, users whose work takes no time would never come to the end of the load.
const pauses = fc.oneof(
  fc.record({ thinkTimeMs: fc.constantFrom({ meanMs: 10 }, { minMs: 0, maxMs: 30 }) }),
  fc.record({ pacingMs: fc.integer({ min: 1, max: 60 }) }),
)
const iterationTimeoutMs = fc.integer({ min: 1, max: 200 })
const closedRamp = fc
  .record({ executor: fc.constant('ramping-concurrency'), stages, iterationTimeoutMs })
  .chain((load) => pauses.map((pause) => ({ ...load, ...pause })))
const openRamp = fc.record({
  executor: fc.constant('ramping-arrival-rate'),
  startRatePerSecond: fc.integer({ min: 50, max: 200 }),
  stages,
  maxInFlight: fc.integer({ min: 1, max: 10 }),
  iterationTimeoutMs,
})
type Behaviour = { kind: 'resolve' | 'reject' | 'throw' | 'hang' | 'sync'; ms: number }
const behaviour: fc.Arbitrary<Behaviour> = fc.record({
  kind: fc.constantFrom('resolve', 'reject', 'throw', 'hang', 'sync'),
  ms: fc.integer({ min: 1, max: 250 }),
})

test('each iteration that begins has exactly one outcome, each planned start begins or is dropped', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(open, counted, timed, closedRamp, openRamp),
      fc.array(behaviour, { minLength: 1, maxLength: 12 }),
      fc.option(fc.integer({ min: 0, max: 400 })),
      async (load, behaviours, stopMs) => {
        const run = beginLoad(load, async ({ index }, clock) => {
          const { kind, ms } = behaviours[index % behaviours.length]!
          if (kind === 'throw') throw new Error('at once')
          if (kind === 'sync') return
          if (kind === 'hang') return new Promise<void>(() => {})
          await sleep(clock, ms)
          if (kind === 'reject') throw new Error('in the end')
        })
        if (stopMs !== null) run.clock.after(stopMs, () => run.driver.stop())
        await run.clock.run(run.driver.allStarted.then(() => sleep(run.clock, 60)))
        run.engine.close(new Error('the load has ended'))
        // What settles after the end must change nothing.
        await run.clock.run(sleep(run.clock, 1000))
        const { sink, plan } = run
        const begun = sink.begins.map(({ index }) => index)
        expect(new Set(begun).size).toBe(begun.length)
        expect(sink.outcomes()).toEqual(
          [...begun, ...sink.drops.map(({ index }) => index)].sort((a, b) => a - b),
        )
        if (stopMs === null && plan.plannedIterations !== null) {
          expect(sink.outcomes()).toEqual(Array.from({ length: plan.plannedIterations }, (_, index) => index))
        }
        if (plan.model === 'open') expect(sink.mostInFlight).toBeLessThanOrEqual(plan.maxInFlight)
        else expect(sink.mostInFlight).toBeLessThanOrEqual(plan.groups * plan.usersPerGroup)
      },
    ),
    { numRuns: 250, seed: 4 },
  )
})
