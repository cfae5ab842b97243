import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../src/foundation/random.ts'
import type { RunClock } from '../../../src/foundation/run-clock.ts'
import { scenarioMetricsSchema, type CheckResult } from '../../../src/model/metrics.ts'
import { runCapacity, type RunProbe } from '../../../src/run/run-capacity.ts'
import { runScenario } from '../../../src/run/run-scenario.ts'
import { request, searchOf, searchVirtually, Server, steadyServer } from '../../support/capacity.ts'

const search = { minPerSecond: 20, maxPerSecond: 320, probeMs: 2_000 }
const budgets = { latency: { p99: { maxMs: 15 } } }
const server = (perSecond: number) => ({ search, budgets, target: steadyServer(perSecond) })

describe('a search', () => {
  test('names the highest rate that was kept, with the figures of its probe', async () => {
    const metrics = await searchVirtually(server(100))
    const { capacity_per_second, curve, ...rest } = metrics.capacity!
    expect(capacity_per_second).toBeGreaterThan(95)
    expect(capacity_per_second).toBeLessThanOrEqual(100)
    expect(rest).toEqual({
      at_least: false,
      probes: 8,
      min_per_second: 20,
      max_per_second: 320,
      tolerance: 0.05,
    })
    expect(metrics).toMatchObject({ verdict: 'pass', cause: null, problems: [], kind: 'capacity', seed: 7 })
    expect(metrics.plan!.options['ratePerSecond']).toBe(capacity_per_second)
    expect(metrics.latency_stats.p99_ms).toBeCloseTo(10, 1)
    const rates = curve.map(({ rate_per_second }) => rate_per_second)
    expect(rates).toEqual(rates.toSorted((a, b) => a - b))
    expect(curve.map(({ probe }) => probe).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    for (const { rate_per_second, verdict, breached } of curve)
      expect([verdict, breached.includes('latency.p99')]).toEqual(
        rate_per_second <= 100 ? ['pass', false] : ['fail', true],
      )
    expect(metrics.budgets!.every(({ verdict }) => verdict === 'pass')).toBe(true)
  })

  test('gives each probe a target and a seed of its own, the same for the same seed', async () => {
    const built: number[] = []
    const options = {
      ...server(100),
      target: (context: { clock: RunClock; seed: number }) => {
        built.push(context.seed)
        return steadyServer(100)(context)
      },
    }
    const first = await searchVirtually(options)
    const seeds = built.splice(0)
    expect(new Set(seeds).size).toBe(first.capacity!.probes)
    expect(new Set(first.capacity!.curve.map(({ seed }) => seed))).toEqual(new Set(seeds))
    const again = await searchVirtually(options)
    expect({ ...again, started_at: null }).toEqual({ ...first, started_at: null })
    expect((await searchVirtually({ ...options, seed: 8 })).capacity!.curve[0]!.seed).not.toBe(seeds[0])
  })

  test('says "at least" where the highest rate is kept', async () => {
    const { verdict, capacity } = await searchVirtually(server(1_000))
    expect(verdict).toBe('pass')
    expect(capacity).toMatchObject({ capacity_per_second: 320, at_least: true, probes: 5 })
  })

  test('fails where the lowest rate is too high, after one probe', async () => {
    const metrics = await searchVirtually(server(10))
    expect(metrics).toMatchObject({ verdict: 'fail', cause: null })
    expect(metrics.capacity).toMatchObject({ capacity_per_second: null, at_least: false, probes: 1 })
    expect(metrics.problems).toEqual(['already the lowest rate, 20/s, is above the capacity'])
    expect(metrics.budgets).toContainEqual(
      expect.objectContaining({ budget: 'latency.p99', verdict: 'fail' }),
    )
  })

  test('fails where the capacity is below what is asked for', async () => {
    const metrics = await searchVirtually({ ...server(100), minCapacityPerSecond: 101 })
    expect(metrics.verdict).toBe('fail')
    expect(metrics.capacity!.capacity_per_second).toBeGreaterThan(95)
    expect(metrics.budgets!.at(-1)).toMatchObject({
      budget: 'minCapacityPerSecond',
      limit: 101,
      verdict: 'fail',
    })
    expect((await searchVirtually({ ...server(100), minCapacityPerSecond: 95 })).verdict).toBe('pass')
  })
})

/** Answers after 100 ms, as long as no more than 20 wait; never again, once they are more. */
const jammed = {
  search: { ...search, drainMs: 500, iterationTimeoutMs: 60_000 },
  budgets: { latency: { p99: { maxMs: 150 } } },
  target: ({ clock }: { clock: RunClock }) => {
    const line = { waiting: 0 }
    return {
      serve: async (): Promise<void> => {
        line.waiting++
        do await clock.sleep(100)
        while (line.waiting > 20)
        line.waiting--
      },
    }
  },
}

describe('a rate is above the capacity', () => {
  test('where nothing is completed, though starts are made', async () => {
    const { verdict, capacity } = await searchVirtually(jammed)
    expect(verdict).toBe('pass')
    expect(capacity!.capacity_per_second).toBeGreaterThanOrEqual(195)
    expect(capacity!.capacity_per_second).toBeLessThan(215)
    expect(capacity!.curve.at(-1)).toMatchObject({
      rate_per_second: 320,
      throughput: 0,
      cause: 'no-evidence',
    })
  })

  test('but the lowest rate is not, if it completes nothing: then nothing is known', async () => {
    const metrics = await searchVirtually({ ...jammed, search: { ...jammed.search, minPerSecond: 300 } })
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'no-evidence' })
    expect(metrics.problems).toEqual(['probe at 300/s: the load completed nothing'])
  })

  test('but not where each answer takes the same long time: that is no pace', async () => {
    const { capacity } = await searchVirtually({
      search,
      budgets: { latency: { p99: { maxMs: 1_000 } } },
      target: ({ clock }: { clock: RunClock }) => ({ serve: () => clock.sleep(800) }),
    })
    expect(capacity).toMatchObject({ capacity_per_second: 320, at_least: true })
  })

  test('where work piles up, though all of it is done in the end', async () => {
    const { capacity } = await searchVirtually({ ...server(100), budgets: { successRate: { min: 1 } } })
    expect(capacity!.capacity_per_second).toBeGreaterThan(95)
    expect(capacity!.capacity_per_second).toBeLessThan(106)
    expect(capacity!.curve.at(-1)).toMatchObject({
      rate_per_second: 160,
      breached: ['throughput'],
      dropped_rate: 0,
    })
  })

  test('but not where chance has put a few more Poisson arrivals into the warm-up', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { verdict } = await searchVirtually({
        ...server(10_000),
        seed,
        search: {
          minPerSecond: 100,
          maxPerSecond: 102,
          tolerance: 0.02,
          probeMs: 5_000,
          warmupMs: 5_000,
          arrivals: 'poisson',
        },
      })
      expect(verdict, `seed ${seed}`).toBe('pass')
    }
  })

  test('where starts are dropped, whatever share of failures is allowed', async () => {
    const { capacity } = await searchVirtually({
      ...server(100),
      budgets: { successRate: { min: 0.1 }, throughput: { minPerSecond: 1 } },
      search: { ...search, maxInFlight: 1, maxQueueMs: 1 },
    })
    expect(capacity!.capacity_per_second).toBeLessThan(106)
    const [point] = capacity!.curve.filter(({ verdict }) => verdict === 'fail')
    expect(point!.breached).toContain('dropped')
    expect(point!.dropped_rate).toBeGreaterThan(0)
  })

  test('where a guarantee is not kept', async () => {
    const brittle: RunProbe = async (given) => {
      const outcome = await runScenario(given)
      const rate = given.scenario.loads[0]!.options['ratePerSecond'] as number
      const check: CheckResult = {
        guarantee: 'atLeastOnce',
        summary: '',
        examples: [],
        proof: null,
        verdict: 'fail',
      }
      if (rate <= 50) return outcome
      const guarantees = { ledger: null, history: null, checks: [check], notes: [] }
      return { ...outcome, metrics: { ...outcome.metrics, verdict: 'fail', guarantees } }
    }
    const { metrics } = await runCapacity(searchOf(server(1_000)), request, brittle)
    expect(metrics.capacity!.capacity_per_second).toBeLessThanOrEqual(50)
    expect(metrics.capacity!.capacity_per_second).toBeGreaterThan(50 / 1.06)
    expect(metrics.capacity!.curve.at(-1)!.breached).toEqual(['atLeastOnce'])
  })
})

test('a target that is slow now and then: what is named was kept, and what is right above it was not', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const metrics = await searchVirtually({
      ...server(100),
      seed,
      target: ({ clock, seed: own }: { clock: RunClock; seed: number }) =>
        new Server(clock, () => (seededRandom(own).next() < 0.3 ? 20 : 10)),
    })
    const { capacity_per_second, curve } = metrics.capacity!
    if (capacity_per_second === null) {
      expect([metrics.verdict, curve.length, curve[0]!.verdict]).toEqual(['fail', 1, 'fail'])
      continue
    }
    const at = curve.findIndex(({ rate_per_second }) => rate_per_second === capacity_per_second)
    expect([curve[at]!.verdict, curve[at + 1]!.verdict]).toEqual(['pass', 'fail'])
    expect(curve[at + 1]!.rate_per_second / capacity_per_second).toBeLessThanOrEqual(1.0501)
  }
})

describe('a generator that is the bottleneck', () => {
  /** As `runScenario`, with a generator that offers at most this. */
  const offering =
    (mostPerSecond: number): RunProbe =>
    async (given) => {
      const outcome = await runScenario(given)
      const rate = given.scenario.loads[0]!.options['ratePerSecond'] as number
      if (rate <= mostPerSecond) return outcome
      const problems = ['the load generator was the bottleneck']
      return { ...outcome, metrics: { ...outcome.metrics, verdict: 'invalid', cause: 'saturated', problems } }
    }

  test('names no capacity, though lower rates were kept', async () => {
    const { metrics } = await runCapacity(
      searchOf({ ...server(1_000), minCapacityPerSecond: 25 }),
      request,
      offering(70),
    )
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'saturated' })
    expect(metrics.capacity).toMatchObject({ capacity_per_second: null, at_least: false })
    expect(metrics.problems[0]).toMatch(
      /^no capacity can be named: .* could not offer 7\d\.?\d*\/s, and no breach was found up to 6\d/,
    )
    expect(scenarioMetricsSchema.parse(metrics)).toEqual(metrics)
  })

  test('nor where it could not offer the lowest rate', async () => {
    const { metrics } = await runCapacity(searchOf(server(1_000)), request, offering(1))
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'saturated', capacity: { probes: 2 } })
  })

  test('is no matter where a lower rate was too high already', async () => {
    const { metrics } = await runCapacity(searchOf(server(100)), request, offering(130))
    expect(metrics).toMatchObject({ verdict: 'pass', cause: null, problems: [] })
    expect(metrics.capacity!.capacity_per_second).toBeGreaterThan(95)
    expect(metrics.capacity!.curve.at(-1)).toMatchObject({ rate_per_second: 160, cause: 'saturated' })
  })
})

describe('a search that is ended', () => {
  test('by a probe that says nothing: invalid, with its cause and its rate', async () => {
    let built = 0
    const metrics = await searchVirtually({
      ...server(100),
      target: (context: { clock: RunClock }) => {
        if (++built === 3) throw new Error('no port left')
        return steadyServer(100)(context)
      },
    })
    expect(metrics).toMatchObject({
      verdict: 'invalid',
      cause: 'error',
      capacity: { probes: 3, capacity_per_second: null },
    })
    expect(metrics.problems).toEqual(['probe at 80/s: the target failed to start: no port left'])
  })

  test('from outside: what was measured by then is kept', async () => {
    const end = new AbortController()
    let served = 0
    const metrics = await searchVirtually(server(100), {
      signal: end.signal,
      workload: (context) => {
        if (++served === 130) end.abort()
        return (context as { target: Server }).target.serve()
      },
    })
    expect(metrics).toMatchObject({ verdict: 'invalid', cause: 'error', capacity: { probes: 3 } })
    expect(metrics.problems[0]).toMatch(/^probe at 80\/s: .*ended early/)
    expect(metrics.capacity!.curve.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'invalid'])
  })
})
