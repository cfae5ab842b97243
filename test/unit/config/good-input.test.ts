import { describe, expect, test } from 'vitest'
import { presets } from '../../../src/config/presets.ts'
import { resolveScenario } from '../../../src/config/resolve-scenario.ts'
import { defineExecutor } from '../../../src/load/executor.ts'
import { count } from '../../../src/foundation/schema.ts'
import { scenarioOf } from '../../support/virtual-run.ts'

const common = { warmupMs: 0, iterationTimeoutMs: 30_000, drainMs: 10_000 }
const open = { ...common, maxInFlight: 10_000, maxQueueMs: null, timing: 'standard' }
const closed = { ...common, thinkTimeMs: 0, pacingMs: 0 }

describe('defaults of each executor', () => {
  test.each([
    [
      { executor: 'shared-iterations', iterations: 5 },
      { ...closed, concurrency: 1, maxDurationMs: 600_000 },
    ],
    [
      { executor: 'per-agent-iterations', agents: 2, iterations: 5 },
      { ...closed, concurrency: 1, maxDurationMs: 600_000 },
    ],
    [{ executor: 'constant-concurrency', concurrency: 2, durationMs: 100 }, closed],
    [
      { executor: 'constant-arrival-rate', ratePerSecond: 20, durationMs: 100 },
      { ...open, arrivals: 'uniform' },
    ],
    [
      { executor: 'replay', trace: [{ at_ms: 0 }] },
      { ...open, speed: 1, maxGapMs: null },
    ],
  ])('%o', (load, defaults) => {
    expect(scenarioOf({ load }).loads[0]!.options).toEqual({ ...load, ...defaults })
  })
})

describe('defaults of each kind', () => {
  test.each(presets.map((preset) => [preset.kind, preset] as const))('%s', (kind, preset) => {
    const scenario = scenarioOf({ kind, target: () => ({}) })
    expect(scenario.kind).toBe(kind)
    expect(scenario.loads[0]!.options).toMatchObject(preset.load)
    expect(scenario.budgets).toEqual(preset.budgets)
  })

  test('standard is 9 agents, 100 iterations each, and every one must succeed', () => {
    for (const options of [undefined, {}, { kind: 'standard' }]) {
      const scenario = scenarioOf(options as Record<string, unknown>)
      expect(scenario.loads[0]!.plan).toMatchObject({
        model: 'closed',
        groups: 9,
        iterationsPerGroup: 100,
        plannedIterations: 900,
      })
      expect(scenario.budgets).toEqual({ successRate: { min: 1 } })
    }
  })

  test('high-load is 9 agents, 1,000 iterations each, and memory is limited', () => {
    const scenario = scenarioOf({ kind: 'high-load' })
    expect(scenario.loads[0]!.plan.plannedIterations).toBe(9000)
    expect(scenario.budgets).toMatchObject({
      heapPeak: { maxBytes: 512 * 2 ** 20 },
      rssPeak: { maxBytes: 2 ** 30 },
    })
  })

  test('a budget of the kind holds until the scenario sets the same one', () => {
    expect(scenarioOf({ budgets: { latency: { p99: { maxMs: 5 } } } }).budgets).toEqual({
      successRate: { min: 1 },
      latency: { p99: { maxMs: 5 } },
    })
    expect(scenarioOf({ budgets: { successRate: { min: 0.5 } } }).budgets).toEqual({
      successRate: { min: 0.5 },
    })
  })

  test('a budget set to undefined takes no default away', () => {
    expect(scenarioOf({ budgets: { successRate: undefined } }).budgets).toEqual({ successRate: { min: 1 } })
  })
})

describe('a resolved scenario', () => {
  test('has nothing optional left', () => {
    const scenario = scenarioOf({})
    expect(scenario).toMatchObject({
      seed: 7,
      data: null,
      target: null,
      guarantees: null,
      loads: [{ name: null, startAfterMs: 0, latenessLimitMs: 10 }],
    })
    const target = {}
    expect(scenario.observe(target)).toBe(target)
  })

  test('takes its own seed before that of the run, for the plan too', () => {
    const load = {
      executor: 'constant-arrival-rate',
      ratePerSecond: 20,
      durationMs: 100,
      arrivals: 'poisson',
    }
    expect(scenarioOf({ seed: -3, load })).toMatchObject({
      seed: -3,
      loads: [{ plan: { arrivals: { seed: -3 } } }],
    })
    expect(scenarioOf({ load })).toMatchObject({ seed: 7, loads: [{ plan: { arrivals: { seed: 7 } } }] })
  })

  test.each<[string, Record<string, unknown>, number]>([
    ['10 ms without a latency budget', {}, 10],
    [
      'a tenth of the tightest latency budget',
      { budgets: { latency: { p50: { maxMs: 300 }, p99: { maxMs: 900 } } } },
      30,
    ],
    ['never less than 10 ms of itself', { budgets: { latency: { p50: { maxMs: 20 } } } }, 10],
    ['what the user says', { budgets: { latency: { p50: { maxMs: 300 } } }, health: { latenessMs: 2 } }, 2],
  ])('allows a lateness of %s', (_, options, latenessMs) => {
    expect(scenarioOf(options).loads[0]!.latenessLimitMs).toBe(latenessMs)
  })

  test.each<[string, Record<string, unknown>, number]>([
    [
      'the plan, the drain and an allowance',
      { executor: 'constant-concurrency', concurrency: 1, durationMs: 2000, warmupMs: 500, drainMs: 100 },
      17_600,
    ],
    [
      'maxDurationMs and the timeout of the last iterations where only a count bounds it',
      { executor: 'shared-iterations', iterations: 3, maxDurationMs: 9000 },
      64_000,
    ],
  ])('may take as long as %s', (_, load, timeLimitMs) => {
    expect(scenarioOf({ load }).timeLimitMs).toBe(timeLimitMs)
    expect(scenarioOf({ load }, 1234).timeLimitMs).toBe(1234)
  })

  test('never takes longer than timers can wait, with grace on top', () => {
    const longest = (2 ** 31 - 1) / 2
    const load = { executor: 'constant-concurrency', concurrency: 1, durationMs: 2 ** 31 - 1 }
    expect(scenarioOf({ load }).timeLimitMs).toBe(longest)
    expect(scenarioOf({}, Infinity).timeLimitMs).toBe(longest)
    expect(scenarioOf({}, 2 ** 30).timeLimitMs).toBe(longest)
    expect(scenarioOf({}, 2 ** 30 - 1).timeLimitMs).toBe(2 ** 30 - 1)
  })

  test('may have a thousand agents', () => {
    for (const executor of [
      { executor: 'per-agent-iterations', iterations: 1 },
      { executor: 'shared-iterations', iterations: 1 },
    ])
      expect(scenarioOf({ load: { ...executor, agents: 1000 } }).loads[0]!.plan.agents).toHaveLength(1000)
  })

  test('reports a long trace by its length, and a URL by its path', () => {
    const trace = Array.from({ length: 21 }, (_, index) => ({ at_ms: index }))
    expect(scenarioOf({ load: { executor: 'replay', trace } }).loads[0]!.options['trace']).toBe('21 entries')
    expect(
      scenarioOf({ load: { executor: 'replay', trace: trace.slice(1) } }).loads[0]!.options['trace'],
    ).toHaveLength(20)
  })
})

describe('an executor of the user', () => {
  const bursts = defineExecutor({
    name: 'bursts',
    summary: 'Bursts of iterations.',
    model: 'open',
    fields: { bursts: count(), size: count().default(3) },
    shape: ({ bursts, size }) => ({
      model: 'open',
      arrivals: {
        kind: 'times',
        timesMs: Array.from({ length: bursts * size }, (_, index) => Math.floor(index / size) * 100),
      },
      agentOfIteration: null,
    }),
  })

  test('stands in place of a name', () => {
    const scenario = scenarioOf({ load: { executor: bursts, bursts: 2 } })
    expect(scenario.loads[0]!.plan).toMatchObject({
      executor: 'bursts',
      arrivals: { timesMs: [0, 0, 0, 100, 100, 100] },
      plannedIterations: 6,
    })
    expect(scenario.loads[0]!.options).toEqual({ ...open, executor: 'bursts', bursts: 2, size: 3 })
  })

  test('has its options checked like any other', () => {
    const resolved = resolveScenario(
      { load: { executor: bursts, bursts: 0, siz: 2 } },
      { seed: 1, timeoutMs: null },
    )
    expect(resolved).toMatchObject({
      ok: false,
      problems: [
        { path: 'load.bursts', expected: 'a whole number above 0', got: '0' },
        { path: 'load.siz', nearest: 'size' },
      ],
    })
  })
})
