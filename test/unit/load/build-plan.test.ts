import { describe, expect, test } from 'vitest'
import { agentOf } from '../../../src/model/load-plan.ts'
import { planOf } from '../../support/drive.ts'

const rate = { executor: 'constant-arrival-rate', ratePerSecond: 100, durationMs: 2000 }

describe('a plan of an open executor', () => {
  test('is plain data, with the count, the length and the seed', () => {
    expect(planOf(rate, 5)).toEqual({
      model: 'open',
      executor: 'constant-arrival-rate',
      agents: [],
      agentOfIteration: null,
      warmupMs: 0,
      findsWarmup: false,
      drainMs: 10_000,
      iterationTimeoutMs: 30_000,
      maxInFlight: 10_000,
      maxQueueMs: null,
      timing: 'standard',
      plannedMs: 2000,
      plannedIterations: 200,
      arrivals: {
        kind: 'rate',
        process: 'uniform',
        seed: 5,
        segments: [{ durationMs: 2000, fromPerSecond: 100, toPerSecond: 100 }],
      },
    })
  })

  test('has the warm-up in front, at the rate the load begins with', () => {
    const plan = planOf({ ...rate, warmupMs: 500 })
    expect(plan).toMatchObject({ plannedMs: 2500, plannedIterations: 250, warmupMs: 500 })
    expect(plan).toHaveProperty('arrivals.segments', [
      { durationMs: 500, fromPerSecond: 100, toPerSecond: 100 },
      { durationMs: 2000, fromPerSecond: 100, toPerSecond: 100 },
    ])
  })

  test('deals iterations to agents in turn', () => {
    const plan = planOf({ ...rate, agents: 3 })
    expect(plan.agents).toEqual(['Agent-1', 'Agent-2', 'Agent-3'])
    expect([0, 1, 2, 3, 7].map((index) => agentOf(plan, index))).toEqual([
      'Agent-1',
      'Agent-2',
      'Agent-3',
      'Agent-1',
      'Agent-2',
    ])
  })

  test('without agents gives an iteration none', () => {
    expect(agentOf(planOf(rate), 3)).toBeNull()
  })

  test('takes over the process and the limits', () => {
    const plan = planOf({
      ...rate,
      arrivals: 'poisson',
      maxInFlight: 5,
      maxQueueMs: 20,
      drainMs: 0,
      iterationTimeoutMs: 9,
    })
    expect(plan).toMatchObject({
      maxInFlight: 5,
      maxQueueMs: 20,
      drainMs: 0,
      iterationTimeoutMs: 9,
      arrivals: { process: 'poisson' },
    })
  })
})

describe('a plan of a closed executor', () => {
  test('per-agent-iterations: a group for each agent', () => {
    expect(
      planOf({
        executor: 'per-agent-iterations',
        agents: 9,
        iterations: 100,
        concurrency: 4,
        thinkTimeMs: 3,
      }),
    ).toMatchObject({
      model: 'closed',
      groups: 9,
      usersPerGroup: 4,
      iterationsPerGroup: 100,
      plannedIterations: 900,
      plannedMs: null,
      thinkTimeMs: 3,
      maxDurationMs: 600_000,
    })
  })

  test('shared-iterations: one group, and no more users than iterations', () => {
    expect(
      planOf({ executor: 'shared-iterations', iterations: 7, concurrency: 50, maxDurationMs: 5 }),
    ).toMatchObject({
      groups: 1,
      usersPerGroup: 7,
      iterationsPerGroup: 7,
      plannedIterations: 7,
      plannedMs: null,
      maxDurationMs: 5,
    })
  })

  test('constant-concurrency: bounded by time, warm-up included', () => {
    expect(
      planOf({ executor: 'constant-concurrency', concurrency: 6, durationMs: 3000, warmupMs: 200 }),
    ).toMatchObject({
      groups: 1,
      usersPerGroup: 6,
      iterationsPerGroup: null,
      plannedIterations: null,
      plannedMs: 3200,
      warmupMs: 200,
    })
  })
})
