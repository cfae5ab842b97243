import { describe, expect, test } from 'vitest'
import type { RunClock } from '../../../src/foundation/run-clock.ts'
import type { Iteration } from '../../../src/model/iteration.ts'
import type { ComparedMetric } from '../../../src/model/comparison.ts'
import { agentMessages, MessageQueueProcessor, MockMessagingCore, type Message } from '../../../src/queue.ts'
import { invalidMetrics } from '../../../src/run/invalid-metrics.ts'
import { compareVirtually, server } from '../../support/comparison.ts'

const rounds = 8
const of = (fast: number, slow: number) => ({
  rounds,
  variants: { plain: { target: server(fast) }, pooled: { target: server(slow) } },
})

describe('variants', () => {
  test('of which one is slower fail the gate, with the ratio', async () => {
    const { verdict, cause, comparison } = await compareVirtually(of(10, 12))
    expect([verdict, cause]).toEqual(['fail', null])
    const p50 = comparison!.metrics.find(({ name }) => name === 'latency.p50')!
    expect(p50).toMatchObject({ variant: 'pooled', gated: true, outcome: 'worse', rounds })
    expect(p50.ratio).toBeCloseTo(1.2, 1)
    expect(comparison!.gates).toEqual([
      {
        metric: 'latency.p50',
        variant: 'pooled',
        gate: 'not worse',
        verdict: 'fail',
        detail: 'worse',
        rounds_needed: null,
      },
    ])
    expect(comparison!.difference).toMatchObject({
      variant: 'pooled',
      reference: 'plain',
      success_rate_difference: 0,
    })
    expect(comparison!.difference!.latency_ratio).toBe(p50.ratio)
    expect(comparison!.difference!.throughput_ratio).toBeCloseTo(1 / 1.2, 1)
  })

  test('that are alike pass, and each has its figures under its name', async () => {
    const { verdict, comparison, seed } = await compareVirtually({
      ...of(10, 10.01),
      rounds: 9,
      gate: { 'latency.p50': 'equivalent', throughput: 'not worse' },
    })
    expect([verdict, seed]).toEqual(['pass', 7])
    expect(comparison!['plain']).toMatchObject({
      total_processed: 20 * 9,
      success_rate: 1,
      failure_count: 0,
    })
    expect(comparison!['pooled']).toMatchObject({ total_processed: 20 * 9 })
    expect(comparison!.metrics.map(({ name, gated }: ComparedMetric) => [name, gated])).toEqual([
      ['latency.p50', true],
      ['throughput', true],
      ['latency.p99', false],
      ['successRate', false],
    ])
  })

  test('take turns in every round, the same seed for all of a round', async () => {
    const { comparison } = await compareVirtually(of(10, 10))
    const { turns } = comparison!
    expect(turns.length).toBe(2 * (rounds + 1))
    for (let round = 0; round <= rounds; round++) {
      const some = turns.filter((turn) => turn.round === round)
      expect(some.map(({ turn }) => turn)).toEqual([1, 2])
      expect(new Set(some.map(({ variant }) => variant)).size).toBe(2)
      expect(new Set(some.map(({ seed }) => seed)).size).toBe(1)
    }
    expect(new Set(turns.map(({ seed }) => seed)).size).toBe(rounds + 1)
    expect(
      turns.filter(({ round, turn, variant }) => round > 0 && turn === 1 && variant === 'plain').length,
    ).toBe(rounds / 2)
    const short = { ...of(10, 10), gate: {}, rounds: 2 }
    const first = await compareVirtually(short)
    expect((await compareVirtually(short)).comparison).toEqual(first.comparison)
    const other = await compareVirtually({ ...short, seed: 8 })
    expect(other.comparison!.turns[0]!.seed).not.toBe(first.comparison!.turns[0]!.seed)
  })

  test('may be more than two, each beside the first', async () => {
    const variants = { a: { target: server(10) }, b: { target: server(12) }, c: { target: server(8) } }
    const { comparison, verdict } = await compareVirtually({ rounds: 9, variants })
    expect(verdict).toBe('fail')
    expect(comparison!.gates.map(({ variant, verdict: kept }) => [variant, kept])).toEqual([
      ['b', 'fail'],
      ['c', 'pass'],
    ])
    expect(comparison!.difference).toBeNull()
  })

  test('each have a target of their own, closed again', async () => {
    const open = new Set<object>()
    const target = () => {
      const built = { serve: () => {}, close: () => void open.delete(built) }
      open.add(built)
      expect(open.size).toBe(1)
      return built
    }
    const workload = ({ clock }: { clock: RunClock }) => clock.sleep(5)
    const { verdict } = await compareVirtually({
      rounds,
      variants: { a: { target, workload }, b: { target, workload } },
    })
    expect([verdict, open.size]).toEqual(['pass', 0])
  })
})

describe('rounds', () => {
  /** Off by a fifth, now one and now the other: nothing can be told for a while. */
  const noisy = {
    plain: { target: server(10) },
    pooled: {
      target: ({ seed, clock }: { seed: number; clock: RunClock }) =>
        server(seed % 2 === 0 ? 8 : 12)({ seed, clock }),
    },
  }

  test('that decide nothing are invalid, and say what would help', async () => {
    const { verdict, cause, problems, comparison } = await compareVirtually({ rounds, variants: noisy })
    expect([verdict, cause]).toEqual(['invalid', 'undecided'])
    expect(problems[0]).toMatch(
      /^latency\.p50 of pooled is undecided: the interval reaches across the margin; about \d+ rounds like these would decide/,
    )
    expect(comparison!.gates[0]!.rounds_needed).toBeGreaterThan(rounds)
  })

  test('are added while nothing is decided, up to maxRounds', async () => {
    const { comparison, verdict } = await compareVirtually({ rounds: 12, maxRounds: 30, variants: noisy })
    expect(verdict).toBe('invalid')
    expect(comparison).toMatchObject({ looks: [12, 18, 24, 30], looked: 4 })
    expect(comparison!.metrics[0]!.rounds).toBe(30)
    expect(comparison!.turns.at(-1)!.round).toBe(30)
  })

  test('end with the first look that decides', async () => {
    const { comparison } = await compareVirtually({ ...of(10, 12), rounds: 12, maxRounds: 30 })
    expect(comparison).toMatchObject({ looked: 1 })
    expect(comparison!.turns.at(-1)!.round).toBe(12)
    const alike = await compareVirtually({ ...of(10, 10.01), rounds: 12, maxRounds: 30 })
    expect([alike.verdict, alike.comparison!.looked]).toEqual(['pass', 1])
  })

  test('are held against the margin that was given', async () => {
    const { verdict, comparison } = await compareVirtually({
      ...of(10, 12),
      margin: 0.5,
      gate: { 'latency.p50': 'equivalent' },
    })
    expect(verdict).toBe('pass')
    expect(comparison!.metrics.map(({ margin }) => margin)).toEqual(
      [0.5, 0.5, 0.5, 0.5].map((each) => expect.closeTo(each, 9) as number),
    )
  })

  test('of warm-up are run, and not compared', async () => {
    const { comparison } = await compareVirtually({ ...of(10, 12), gate: {}, rounds: 1, warmupRounds: 2 })
    const { turns, metrics } = comparison!
    expect(turns.map(({ round }) => round)).toEqual([0, 0, 0, 0, 1, 1])
    const p50 = (variant: string) =>
      turns.findLast((turn) => turn.variant === variant)!.values['latency.p50']!
    expect(metrics[0]).toMatchObject({ name: 'latency.p50', rounds: 1 })
    expect(metrics[0]!.ratio).toBeCloseTo(p50('pooled') / p50('plain'), 9)
  })

  test('without a gate are reported, and judged by their own budgets alone', async () => {
    const { verdict, comparison } = await compareVirtually({
      ...of(10, 20),
      gate: {},
      rounds: 2,
      warmupRounds: 0,
    })
    expect(verdict).toBe('pass')
    expect(comparison!.gates).toEqual([])
    expect(comparison!.turns.length).toBe(4)
    expect(comparison!.difference!.latency_ratio).toBeCloseTo(2, 1)
  })
})

describe('a run that is not sound', () => {
  test('fails the comparison, with the round named, after that round', async () => {
    let calls = 0
    const { verdict, problems, comparison, budgets } = await compareVirtually({
      ...of(10, 10),
      variants: {
        plain: { target: server(10) },
        pooled: {
          target: server(10),
          workload: () => {
            if (++calls > 50) throw new Error('no')
          },
        },
      },
    })
    expect(verdict).toBe('fail')
    expect(problems).toEqual(['round 2 of pooled did not keep successRate'])
    expect(comparison!.turns.length).toBe(2 * 3)
    expect(comparison!.turns.find(({ verdict: kept }) => kept === 'fail')).toMatchObject({
      round: 2,
      variant: 'pooled',
      breached: ['successRate'],
    })
    expect(comparison!.gates).toEqual([])
    expect(budgets!.some(({ verdict: kept }) => kept === 'fail')).toBe(true)
  })

  test('and of which nothing can be told makes it invalid, with its cause', async () => {
    let turns = 0
    const { verdict, cause, problems } = await compareVirtually(of(10, 10), async (variant, turn, run) => {
      const outcome = await run(variant, turn)
      return ++turns === 6
        ? { ...outcome, metrics: invalidMetrics(turn.identity, ['too slow'], 'saturated') }
        : outcome
    })
    expect([verdict, cause, turns]).toEqual(['invalid', 'saturated', 6])
    expect(problems).toEqual([expect.stringMatching(/^round 2 of p\w+: too slow$/)])
  })

  test('counts in the warm-up too', async () => {
    const workload = () => Promise.reject(new Error('no'))
    const variants = { a: { target: server(1) }, b: { target: server(1), workload } }
    const { verdict, problems, comparison } = await compareVirtually({ rounds, variants, warmupRounds: 3 })
    expect(verdict).toBe('fail')
    expect(problems).toEqual(['warm-up round of b did not keep successRate'])
    expect(comparison!.turns.length).toBe(2)
  })
})

test('whoever watches hears which round it is', async () => {
  const heard = new Set<string>()
  await compareVirtually({ ...of(10, 10) }, undefined, {
    onProgress: ({ round }) => heard.add(`${round!.number}/${round!.most} ${round!.variant}`),
  })
  expect(heard.size).toBe(2 * (rounds + 1))
  expect(heard).toContain('0/8 pooled')
  expect(heard).toContain('8/8 plain')
})

test('what is sent in a round, and what goes wrong, is the same for all variants', async () => {
  const told: { round: string; seen: unknown }[] = []
  const sent: unknown[] = []
  const target = ({ clock, seed }: { clock: RunClock; seed: number }) =>
    new MessageQueueProcessor({
      clock,
      agents: 2,
      core: new MockMessagingCore({ clock, seed, latency: { minMs: 1, maxMs: 5 } }),
    })
  const options = {
    variants: { a: { target }, b: { target } },
    data: agentMessages({ agents: 2 }),
    load: { executor: 'per-agent-iterations', agents: 2, iterations: 20 },
    chaos: { kinds: ['delay'], intensity: 1 },
    rounds: 2,
    gate: {},
  }
  const { verdict, problems } = await compareVirtually(options, async (_, turn, run) => {
    const workload = (context: object): unknown => {
      const { target, iteration } = context as { target: MessageQueueProcessor; iteration: Iteration }
      sent.push(iteration.message)
      return target.send(iteration.message as Message)
    }
    const outcome = await run({ name: '', workload, scenarioAt: () => turn.scenario }, turn)
    const drawn = outcome.metrics.faults!.schedule.map(({ id, opened_ms }) => [id, opened_ms])
    told.push({ round: String(turn.identity.seed), seen: [drawn, sent.splice(0)] })
    return outcome
  })
  expect([verdict, problems]).toEqual(['pass', []])
  expect(told.length).toBe(6)
  for (const [at, { round, seen }] of told.entries()) {
    const same = told.filter((other) => other.round === round)
    expect(same.map((other) => other.seen)).toEqual([seen, seen])
    if (at > 1) expect(told[at - 2]!.seen).not.toEqual(seen)
  }
})
