import { describe, expect, test } from 'vitest'
import type { BudgetResult, CheckResult } from '../../../src/model/metrics.ts'
import { renderFailure } from '../../../src/report/render-failure.ts'
import { replayCommand } from '../../../src/report/replay-command.ts'
import { metricsOf } from '../../support/metrics.ts'

const budget = (given: Partial<BudgetResult>): BudgetResult => ({
  budget: 'latency.p99',
  comparison: 'at most',
  limit: 250,
  unit: 'ms',
  actual: 312.4,
  samples: 1998,
  detail: '1,998 samples; worst second 4 s',
  verdict: 'fail',
  ...given,
})
const throughput = budget({
  budget: 'throughput',
  comparison: 'at least',
  limit: 195,
  unit: 'per second',
  actual: 199.8,
  detail: '1,998 in 10.00 s',
  verdict: 'pass',
})
const check = (given: Partial<CheckResult>): CheckResult => ({
  guarantee: 'atLeastOnce',
  verdict: 'pass',
  summary: '2,000 accepted, 2,000 delivered, 0 lost, 3 recovered',
  examples: [],
  proof: null,
  ...given,
})
const ledger = {
  attempted: 0,
  accepted: 0,
  delivered: 0,
  lost: 0,
  lost_prefix: 0,
  lost_middle: 0,
  lost_postfix: 0,
  pending: 0,
  duplicated: 0,
  unexpected: 0,
  phantom: 0,
  recovered: 0,
  misrouted: 0,
  dead_lettered: 0,
}
const named = { name: 'orders survive a slow broker', file: 'stress/orders.stress.ts', seed: 8_812_347 }

describe('the text of a failure', () => {
  test('says what was promised, what came, and how to have it again', () => {
    const metrics = metricsOf({
      ...named,
      verdict: 'fail',
      budgets: [
        throughput,
        budget({}),
        budget({ budget: 'agents.planner.latency.p99', limit: 1000, actual: 1234.56 }),
      ],
      guarantees: { ledger, history: null, notes: [], checks: [check({})] },
      failures: [
        { reason: 'timeout', count: 1200, example: 'took longer than 5 ms\nat line two' },
        { reason: 'ECONNRESET', count: 2, example: 'socket hang up' },
      ],
    })
    expect(renderFailure(metrics)).toBe(`Scenario "orders survive a slow broker" failed 2 of 3 budgets.

  ✗ latency p99                   at most 250 ms, was 312.4 ms (1,998 samples; worst second 4 s)
  ✗ agents.planner.latency p99    at most 1,000 ms, was 1,234.6 ms (1,998 samples; worst second 4 s)
  ✓ throughput                    at least 195/s, was 199.8/s (1,998 in 10.00 s)
  ✓ atLeastOnce                   2,000 accepted, 2,000 delivered, 0 lost, 3 recovered

  Failed iterations, by reason:
    1,200 × timeout: took longer than 5 ms
    2 × ECONNRESET: socket hang up

  Replay: VITEST_STRESS_SEED=8812347 npx vitest run stress/orders.stress.ts -t '^orders survive a slow broker$'`)
  })

  test('shows examples of a violated guarantee, what failed first, and counts both kinds', () => {
    const metrics = metricsOf({
      ...named,
      verdict: 'fail',
      problems: ['the target failed to close: busy'],
      budgets: [
        budget({
          budget: 'heapPeak',
          unit: 'bytes',
          limit: 2 ** 20,
          actual: 2 ** 21,
          detail: 'sampled ten times a second',
        }),
      ],
      guarantees: {
        ledger,
        history: null,
        notes: [],
        checks: [
          check({}),
          check({
            guarantee: 'atMostOnce',
            verdict: 'fail',
            summary: '1 duplicated',
            examples: ['duplicated: p:3 to a (2 times)', 'duplicated: p:4 to a (2 times)'],
          }),
        ],
      },
    })
    expect(renderFailure(metrics))
      .toBe(`Scenario "orders survive a slow broker" failed 1 of 1 budget and 1 of 2 guarantees.

  the target failed to close: busy

  ✗ heapPeak       at most 1 MiB, was 2 MiB (sampled ten times a second)
  ✗ atMostOnce     1 duplicated
      duplicated: p:3 to a (2 times)
      duplicated: p:4 to a (2 times)
  ✓ atLeastOnce    2,000 accepted, 2,000 delivered, 0 lost, 3 recovered

  Replay: VITEST_STRESS_SEED=8812347 npx vitest run stress/orders.stress.ts -t '^orders survive a slow broker$'`)
  })

  test('of an invalid run names the cause and every line of the problem', () => {
    const metrics = metricsOf({
      ...named,
      verdict: 'invalid',
      cause: 'no-evidence',
      problems: ['stressTest: 1 problem\n  load: expected more'],
      budgets: [
        budget({ verdict: 'invalid', actual: null, detail: '0 samples' }),
        budget({
          budget: 'successRate',
          comparison: 'at least',
          unit: 'ratio',
          limit: 0.999,
          actual: 0.99999,
          detail: '1 of 1',
          verdict: 'pass',
        }),
        budget({
          budget: 'failures',
          unit: 'count',
          limit: 1000,
          actual: 0,
          detail: 'of 5',
          verdict: 'pass',
        }),
      ],
    })
    expect(renderFailure(metrics)).toBe(`Scenario "orders survive a slow broker" is invalid: no-evidence.

  stressTest: 1 problem
    load: expected more

  ? latency p99    at most 250 ms, no sample to judge by
  ✓ successRate    at least 99.9 %, was 99.999 % (1 of 1)
  ✓ failures       at most 1,000, was 0 (of 5)

  Replay: VITEST_STRESS_SEED=8812347 npx vitest run stress/orders.stress.ts -t '^orders survive a slow broker$'`)
  })

  test('tells kept limits of agents and types in one line, others each in its own', () => {
    const kept = { verdict: 'pass', actual: 1 } as const
    const parts = Array.from({ length: 1200 }, (_, index) =>
      budget({ ...kept, budget: `agents.Agent-${index + 1}.latency.p99` }),
    )
    const metrics = metricsOf({
      ...named,
      verdict: 'fail',
      budgets: [
        budget({ budget: 'agents.Agent-1201.latency.p99' }),
        ...parts,
        budget({ ...kept, budget: 'messageTypes.BROADCAST.latency.p99' }),
        budget({ budget: 'messageTypes.ONBOARDING.latency.p99', verdict: 'invalid', actual: null }),
        budget({ ...kept, budget: 'phases.steady.latency.p99' }),
        throughput,
      ],
      guarantees: { ledger, history: null, notes: [], checks: [check({})] },
    })
    expect(renderFailure(metrics).split('\n').slice(0, 8)).toEqual([
      'Scenario "orders survive a slow broker" failed 1 of 1205 budgets.',
      '',
      '  ✗ agents.Agent-1201.latency p99          at most 250 ms, was 312.4 ms (1,998 samples; worst second 4 s)',
      '  ? messageTypes.ONBOARDING.latency p99    at most 250 ms, no sample to judge by',
      '  ✓ phases.steady.latency p99              at most 250 ms, was 1 ms (1,998 samples; worst second 4 s)',
      '  ✓ throughput                             at least 195/s, was 199.8/s (1,998 in 10.00 s)',
      '  ✓ atLeastOnce                            2,000 accepted, 2,000 delivered, 0 lost, 3 recovered',
      '  ✓ agents, types                          1,201 limits kept',
    ])
  })

  test('says "limit" of a single one that was kept', () => {
    const budgets = [budget({ budget: 'agents.Agent-1.failures', verdict: 'pass' }), budget({})]
    const text = renderFailure(metricsOf({ ...named, verdict: 'fail', budgets }))
    expect(text).toMatch(/✓ agents +1 limit kept\n/)
    expect(text).not.toContain('Agent-1')
  })

  test('shows the five most frequent reasons', () => {
    const failures = Array.from({ length: 9 }, (_, index) => ({
      reason: `reason ${index}`,
      count: 9 - index,
      example: 'x',
    }))
    const text = renderFailure(metricsOf({ verdict: 'fail', failures }))
    expect(text.match(/reason \d/g)).toEqual(['reason 0', 'reason 1', 'reason 2', 'reason 3', 'reason 4'])
  })

  test('without budgets or guarantees is still whole', () => {
    expect(renderFailure(metricsOf({ ...named, verdict: 'fail' })))
      .toBe(`Scenario "orders survive a slow broker" failed.

  Replay: VITEST_STRESS_SEED=8812347 npx vitest run stress/orders.stress.ts -t '^orders survive a slow broker$'`)
  })
})

describe('the replay command', () => {
  const patternOf = (name: string): string =>
    replayCommand(metricsOf({ ...named, name })).replace(/^.* -t /, '')

  test.each([
    ['plain name', `'^plain name$'`],
    ['suite > inner > name', `'^suite( > | )inner( > | )name$'`],
    ['runs twice #2', `'^runs twice #2$'`],
    ['--costs $5', `'^--costs \\$5$'`],
    ['p99 (ms) [fast]', `'^p99 \\(ms\\) \\[fast\\]$'`],
    ['says "hi"', `'^says "hi"$'`],
    ['a `tick` it', `'^a \`tick\` it$'`],
    [`it's $1`, `'^it'\\''s \\$1$'`],
    [`it's`, `'^it'\\''s$'`],
    ['wow!', `'^wow!$'`],
  ])('of %s has the pattern %s', (name, pattern) => {
    expect(patternOf(name)).toBe(pattern)
  })

  test.each(['a.b*c', 'x+y?', '{1} | (2)', 'back\\slash', '^$'])(
    'has a pattern that matches %s and nothing wider',
    (name) => {
      const quoted = patternOf(name)
      const pattern = new RegExp(quoted.slice(1, -1))
      expect(pattern.test(name)).toBe(true)
      expect(pattern.test(`${name}x`)).toBe(false)
      expect(pattern.test(`x${name}`)).toBe(false)
    },
  )

  test('of a `runStress` names its test, without the number of the run', () => {
    const command = replayCommand(metricsOf({ ...named, name: 'suite > runs twice #2', run: 2 }))
    expect(command).toMatch(/ -t '\^suite\( > \| \)runs twice\$'$/)
  })

  test('of a second time runs the first as well, since it would be the first without it', () => {
    const command = replayCommand(metricsOf({ ...named, name: 'suite > orders (second time)' }))
    expect(command).toMatch(/^VITEST_STRESS_TWICE=1 VITEST_STRESS_SEED=/)
    const pattern = new RegExp(/ -t '(.*)'$/.exec(command)![1]!)
    const names = [
      'suite > orders',
      'suite orders (second time)',
      'suite orders more',
      'orders (second time)',
    ]
    expect(names.map((name) => pattern.test(name))).toEqual([true, true, false, false])
  })

  test.each(['suite inner name', 'suite > inner > name'])('finds a test as Vitest joins it: %s', (joined) => {
    expect(new RegExp(patternOf('suite > inner > name').slice(1, -1)).test(joined)).toBe(true)
  })

  test('quotes a file that a shell would take apart', () => {
    const metrics = metricsOf({ ...named, file: 'stress tests/orders (1).stress.ts' })
    expect(replayCommand(metrics)).toContain('vitest run "stress tests/orders (1).stress.ts" -t ')
  })
})
