import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resolveScenario } from '../../../src/config/resolve-scenario.ts'
import { arrivalTimes } from '../../../src/load/arrivals.ts'
import { mostWorkers, sharePlan, wholeIndex, type PlanShare } from '../../../src/load/share-plan.ts'
import { agentOf, type LoadPlan } from '../../../src/model/load-plan.ts'

const runs = { numRuns: 200, seed: 20_251_129 }
const small = fc.integer({ min: 1, max: 40 })
const agents = fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined })
const arrivals = fc.constantFrom('uniform', 'poisson')
const maxInFlight = fc.integer({ min: 8, max: 100 })
const stages = fc.array(
  fc.record({ durationMs: fc.integer({ min: 300, max: 900 }), target: fc.integer({ min: 8, max: 40 }) }),
  {
    minLength: 1,
    maxLength: 4,
  },
)
const durationMs = fc.integer({ min: 200, max: 2_000 })

/** All executors, each with whatever matters for sharing. */
const load = fc.oneof(
  fc.record({ executor: fc.constant('shared-iterations'), iterations: small, concurrency: small, agents }),
  fc.record({
    executor: fc.constant('per-agent-iterations'),
    iterations: small,
    agents: small,
    concurrency: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ executor: fc.constant('constant-concurrency'), concurrency: small, durationMs, agents }),
  fc.record({ executor: fc.constant('ramping-concurrency'), startConcurrency: small, stages, agents }),
  fc.record({
    executor: fc.constant('constant-arrival-rate'),
    ratePerSecond: small,
    durationMs,
    agents,
    arrivals,
    maxInFlight,
  }),
  fc.record({
    executor: fc.constant('ramping-arrival-rate'),
    startRatePerSecond: small,
    stages,
    agents,
    arrivals,
    maxInFlight,
  }),
  fc
    .array(
      fc.record({ at_ms: fc.integer({ min: 0, max: 5_000 }), recipient: fc.constantFrom('a', 'b', 'ALL') }),
      {
        minLength: 8,
        maxLength: 40,
      },
    )
    .map((trace) => ({
      executor: 'replay',
      trace: trace.sort((x, y) => x.at_ms - y.at_ms),
      maxInFlight: 20,
    })),
)

const workers = fc.integer({ min: 1, max: 8 })

function planOf(given: object): LoadPlan {
  const resolved = resolveScenario({ load: given }, { seed: 7, timeoutMs: null })
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems))
  return resolved.value.loads[0]!.plan
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** The first indices of a share, and all where it is counted. */
function indicesOf({ plan, indices }: PlanShare): number[] {
  return Array.from({ length: plan.plannedIterations ?? 50 }, (_, index) => wholeIndex(indices, index))
}

function timesOf(plan: LoadPlan): number[] {
  if (plan.model === 'closed') return []
  const next = arrivalTimes(plan.arrivals)
  const times: number[] = []
  for (let time = next(); time !== Infinity; time = next()) times.push(time)
  return times
}

/** A plan of each executor, and as many shares of it as it can have. */
function eachSharing(judge: (plan: LoadPlan, shares: readonly PlanShare[]) => void): void {
  const seen = new Set<string>()
  fc.assert(
    fc.property(load, workers, (given, wanted) => {
      const plan = planOf(given)
      const count = Math.min(wanted, mostWorkers(plan))
      if (count > 1) seen.add(plan.executor)
      judge(
        plan,
        Array.from({ length: count }, (_, index) => sharePlan(plan, { index, count })),
      )
    }),
    runs,
  )
  expect(seen.size).toBe(7)
}

describe('the shares of a plan', () => {
  test('have all of its iterations, each once', () => {
    eachSharing((plan, shares) => {
      const indices = shares.flatMap(indicesOf).sort((a, b) => a - b)
      expect(new Set(indices).size).toBe(indices.length)
      if (plan.plannedIterations === null) return
      expect(indices).toEqual(Array.from({ length: plan.plannedIterations }, (_, index) => index))
      expect(sum(shares.map((share) => share.plan.plannedIterations!))).toBe(plan.plannedIterations)
    })
  })

  test('give each iteration the agent that it has in the plan', () => {
    eachSharing((plan, shares) => {
      for (const share of shares) {
        for (const [own, index] of indicesOf(share).entries())
          expect(agentOf(share.plan, own)).toBe(agentOf(plan, index))
      }
    })
  })

  test('have all virtual users and slots, and at least one each', () => {
    eachSharing((plan, shares) => {
      const users = (one: LoadPlan): number =>
        one.model === 'open' ? one.maxInFlight : one.groups * one.usersPerGroup
      expect(sum(shares.map((share) => users(share.plan)))).toBe(users(plan))
      expect(Math.min(...shares.map((share) => users(share.plan)))).toBeGreaterThan(0)
    })
  })

  test('of a ramp have all users at each corner of it', () => {
    eachSharing((plan, shares) => {
      if (plan.model === 'open') return
      for (const [at, segment] of (plan.users ?? []).entries()) {
        for (const edge of ['fromUsers', 'toUsers'] as const)
          expect(
            sum(shares.map(({ plan: one }) => (one.model === 'closed' ? one.users![at]![edge] : 0))),
          ).toBe(segment[edge])
      }
    })
  })

  test('of an open load have the arrivals of its one schedule', () => {
    eachSharing((plan, shares) => {
      const all = shares.flatMap((share) => timesOf(share.plan)).sort((a, b) => a - b)
      expect(all).toEqual(timesOf(plan))
      for (const { plan: one } of shares)
        if (one.model === 'open') expect(timesOf(one)).toHaveLength(one.plannedIterations)
    })
  })

  test('draw pauses that no other share draws', () => {
    const plan = planOf({
      executor: 'shared-iterations',
      iterations: 9,
      concurrency: 3,
      thinkTimeMs: { meanMs: 5 },
    })
    const seeds = [0, 1, 2].map((index) => {
      const share = sharePlan(plan, { index, count: 3 }).plan
      return share.model === 'closed' ? share.seed : 0
    })
    expect(new Set(seeds).size).toBe(3)
  })
})
