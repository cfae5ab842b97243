import { expect, test } from 'vitest'
import { arrivalTimes } from '../../../src/load/arrivals.ts'
import { plannedStartsBefore } from '../../../src/load/planned-starts.ts'
import type { ArrivalPlan } from '../../../src/model/load-plan.ts'

const ramp: ArrivalPlan = {
  kind: 'rate',
  process: 'uniform',
  seed: 1,
  segments: [
    { durationMs: 1500, fromPerSecond: 0, toPerSecond: 90 },
    { durationMs: 700, fromPerSecond: 90, toPerSecond: 90 },
    { durationMs: 1300, fromPerSecond: 10, toPerSecond: 0 },
  ],
}

/** By drawing every start. */
function counted(plan: ArrivalPlan, ms: number): number {
  const next = arrivalTimes(plan)
  let count = 0
  while (next() < ms) count++
  return count
}

test.each([0, 1, 400, 1000, 1499, 1500, 1501, 2000, 2200, 3000, 3500, 9000])(
  'as many as the plan starts before %i ms',
  (ms) => {
    expect(plannedStartsBefore(ramp, ms)).toBe(counted(ramp, ms))
  },
)

test('a second that begins with a start has that, not the second before', () => {
  const segments = [{ durationMs: 3000, fromPerSecond: 10, toPerSecond: 10 }]
  const plan: ArrivalPlan = { kind: 'rate', process: 'uniform', seed: 1, segments }
  expect([0, 1000, 2000, 3000, 4000].map((ms) => plannedStartsBefore(plan, ms))).toEqual([0, 10, 20, 30, 30])
})

test('at random: on average, and all of them in the end', () => {
  const plan: ArrivalPlan = { ...ramp, process: 'poisson' }
  expect(plannedStartsBefore(plan, 1500)).toBe(68)
  expect(plannedStartsBefore(plan, 9000)).toBe(counted(plan, 9000))
})

test('of a trace, by its times', () => {
  const plan: ArrivalPlan = { kind: 'times', timesMs: [0, 0, 5, 1000, 1000, 1700] }
  expect([0, 1, 5, 6, 1000, 1001, 1700, 1701].map((ms) => plannedStartsBefore(plan, ms))).toEqual([
    0, 2, 2, 3, 3, 5, 5, 6,
  ])
})

test('a load that begins later has planned nothing before', () => {
  expect(plannedStartsBefore(ramp, -500)).toBe(0)
})
