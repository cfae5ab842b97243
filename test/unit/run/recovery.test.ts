import { describe, expect, test } from 'vitest'
import { runService, timed, upset } from './recovery-support.ts'

const at = { at: { ms: 2_000 } }
const within = (maxMs: number) => ({ successRate: { min: 0 }, recoveryTime: { maxMs } })
type Metrics = Awaited<ReturnType<typeof runService>>['metrics']
const budget = ({ budgets }: Metrics) => budgets!.find((each) => each.budget === 'recoveryTime')
const liveness = ({ guarantees }: Metrics) => guarantees!.checks.find((each) => each.guarantee === 'liveness')

test('steady, faults, healing and a liveness window are one verdict', async () => {
  const { metrics } = await runService({ faults: [{ kind: upset({ slowMs: 100 }) }], budgets: within(500) })
  expect([metrics.verdict, metrics.problems]).toEqual(['pass', []])
  expect(metrics.faults!.schedule[0]).toMatchObject({ opened_ms: 1_200, healed_ms: 2_800 })
  expect(metrics.faults!.recovery).toEqual({
    steady_from_ms: 0,
    faults_from_ms: 1_200,
    heal_at_ms: 2_800,
    until_ms: 4_000,
    within: 0.2,
    window_ms: 400,
    steady: { samples: 120, p99_ms: expect.closeTo(5, 2), per_second: 100, least_per_second: 100 },
    healed_ms: 2_800,
    recovery_ms: 0,
    samples: 120,
    p99_ms: expect.closeTo(5, 2),
    least_per_second: 100,
    shortfall: null,
    progress: { from_ms: 2_800, succeeded: 130, delivered: null, stuck: [] },
  })
  expect(liveness(metrics)).toMatchObject({
    verdict: 'pass',
    summary: '130 iterations succeeded in the 1,200 ms after healing, nobody was stuck',
  })
})

describe('the recovery time', () => {
  const slowFor = (forMs: number, maxMs: number) =>
    runService({
      faults: [{ kind: upset({ slowMs: 50 }, { slowMs: 50 }, forMs), ...at }],
      budgets: within(maxMs),
    })

  test('is from the healing to the first time from which on all is as it was', async () => {
    const { metrics } = await slowFor(400, 500)
    expect([metrics.verdict, budget(metrics)]).toMatchObject([
      'pass',
      { actual: 400, limit: 500, verdict: 'pass' },
    ])
  })

  test('is not begun anew by a fault that never fired', async () => {
    const slow = { kind: upset({ slowMs: 50 }, { slowMs: 50 }, 400), ...at, until: { forMs: 300 } }
    const idle = { kind: upset({}, {}, 0, false), id: 'idle', ...at }
    const { metrics } = await runService({ faults: [slow, idle] })
    expect(metrics.faults!.recovery).toMatchObject({ healed_ms: 2_300, recovery_ms: 380 })
  })

  test('fails its budget where it is longer', async () => {
    const { metrics } = await slowFor(400, 390)
    expect([metrics.verdict, budget(metrics)]).toMatchObject(['fail', { actual: 400, verdict: 'fail' }])
  })

  test('is none where it is not over with the liveness window: the budget fails', async () => {
    const { metrics } = await slowFor(1_100, 1_000)
    expect(metrics.faults!.recovery).toMatchObject({ recovery_ms: null, p99_ms: 55 })
    expect([metrics.verdict, budget(metrics)]).toMatchObject([
      'fail',
      {
        actual: 1_200,
        verdict: 'fail',
        detail:
          'not recovered in 1,200 ms: p99 of what was due in the last 400 ms was 55 ms, at most 6 ms after the steady state',
      },
    ])
  })

  test('is from when the last fault was over, where that is before all is healed', async () => {
    const fault = { kind: upset({ slowMs: 50 }, { slowMs: 50 }, 880), ...at, until: { forMs: 200 } }
    const { metrics } = await runService({ faults: [fault], budgets: within(1_000) })
    expect([metrics.faults!.recovery!.healed_ms, budget(metrics)!.actual]).toEqual([2_200, 880])
  })

  test('is none while half of the work fails, however fast', async () => {
    const { metrics } = await runService({
      faults: [{ kind: upset({}, { failing: 50 }), ...at }],
      budgets: within(1_000),
    })
    expect(metrics.faults!.recovery!.p99_ms).toBeCloseTo(5, 2)
    expect(budget(metrics)!.detail).toMatch(
      /^not recovered in 1,200 ms: \d+\/s in the last 400 ms, at least 80\/s/,
    )
    expect(metrics.verdict).toBe('fail')
  })

  test('is none while half of the work fails, though the steady state had windows in which nothing ended', async () => {
    const { metrics } = await runService(
      { faults: [{ kind: upset({}, { failing: 50 }), ...at }], budgets: within(1_000) },
      {},
      async ({ target, iteration, wait }) => {
        // Each 500 ms, all that came in them ends at once.
        await wait(500 - (iteration.scheduledMs % 500))
        await target.call(iteration.agent)
      },
    )
    expect(budget(metrics)!.detail).toMatch(
      /^not recovered in .*: \d+ of 40 that were due in the last 400 ms did not succeed$/,
    )
  })

  test('does not end before a relapse that comes later', async () => {
    const { metrics } = await runService(
      { faults: [{ kind: upset({ slowMs: 50 }), ...at }], budgets: within(1_000) },
      {},
      async ({ target, iteration, wait }) => {
        const relapse = iteration.scheduledMs >= 3_200 && iteration.scheduledMs < 3_400
        if (relapse) await wait(80)
        await target.call(iteration.agent)
      },
    )
    expect(metrics.faults!.recovery!.recovery_ms).toBe(600)
  })

  test('is not measured where the system was never well: half of it slow before and after', async () => {
    const { metrics } = await runService({
      load: { ...timed, ratePerSecond: 20, durationMs: 20_000 },
      faults: [
        {
          kind: upset(
            { stuck: ['Agent-1', 'Agent-2', 'Agent-3'] },
            { stuck: ['Agent-1', 'Agent-2', 'Agent-3'] },
          ),
        },
      ],
      budgets: within(1_000),
    })
    expect([metrics.verdict, budget(metrics)!.verdict]).toEqual(['fail', 'fail'])
    expect(metrics.faults!.recovery).toMatchObject({ recovery_ms: null })
  })
})

describe('after the healing', () => {
  test('an agent that gets nothing is named, though the others go on', async () => {
    const { metrics } = await runService({ faults: [{ kind: upset({}, { stuck: ['Agent-2'] }), ...at }] })
    expect([metrics.verdict, liveness(metrics)]).toMatchObject([
      'fail',
      {
        verdict: 'fail',
        summary: 'stuck in the 1,200 ms after healing: Agent-2 (20 iterations asked for, none succeeded)',
      },
    ])
  })

  test('so is one whose every iteration fails', async () => {
    const { metrics } = await runService(
      { faults: [{ kind: upset({ slowMs: 1 }), ...at }] },
      {},
      async ({ target, iteration }) => {
        await target.call(iteration.agent)
        if (iteration.agent === 'Agent-3' && iteration.scheduledMs > 2_000) throw new Error('no')
      },
    )
    expect([metrics.verdict, liveness(metrics)!.summary]).toEqual([
      'fail',
      'stuck in the 1,200 ms after healing: Agent-3 (20 iterations asked for, none succeeded)',
    ])
  })

  test('so is the load that gets nothing, of several', async () => {
    const { metrics } = await runService(
      {
        load: undefined,
        loads: { orders: timed, mail: { ...timed, agents: undefined } },
        faults: [{ kind: upset({}, { stuck: ['mail'] }), ...at }],
      },
      {},
      ({ target, iteration }) => target.call(iteration.load),
    )
    expect(liveness(metrics)!.summary).toBe(
      'stuck in the 1,200 ms after healing: load "mail" (60 iterations asked for, none succeeded)',
    )
  })

  test('a user of a closed load that hangs is stuck', async () => {
    const { metrics } = await runService({
      load: {
        executor: 'constant-concurrency',
        agents: 3,
        concurrency: 3,
        durationMs: 4_000,
        thinkTimeMs: 20,
        drainMs: 100,
      },
      faults: [{ kind: upset({ stuck: ['Agent-1'] }), ...at }],
    })
    expect(liveness(metrics)!.summary).toBe(
      'stuck in the 1,200 ms after healing: Agent-1 (3 iterations asked for, none succeeded)',
    )
  })

  test('what is asked for at the very end may be under way', async () => {
    const { metrics } = await runService(
      { load: { ...timed, agents: undefined }, faults: [{ kind: upset({ slowMs: 1 }), ...at }] },
      {},
      async ({ target, iteration }) => {
        // Of a name that comes up once, in the last moment.
        await target.call(null)
        if (iteration.index === 399) throw new Error('no')
      },
    )
    expect([metrics.verdict, liveness(metrics)!.verdict]).toEqual(['pass', 'pass'])
  })
})

describe('before the faults', () => {
  const fault = { kind: upset({ slowMs: 50 }), ...at }
  const invalid = (problem: string) => ({ verdict: 'invalid', cause: 'not-steady', problems: [problem] })

  test('what fails makes the run invalid', async () => {
    const { metrics } = await runService({ faults: [fault] }, {}, ({ target, iteration }) => {
      if (iteration.index === 10) throw new Error('no')
      return target.call(iteration.agent)
    })
    expect(metrics).toMatchObject({ verdict: 'pass' })
    const strict = await runService({ faults: [fault], budgets: {} }, {}, ({ target, iteration }) => {
      if (iteration.index === 10) throw new Error('no')
      return target.call(iteration.agent)
    })
    expect(strict.metrics).toMatchObject(
      invalid(
        '1 of 120 iterations did not succeed in the 1,200 ms before the faults: it does not work without faults either',
      ),
    )
  })

  test('so does what gets slower and slower', async () => {
    const { metrics } = await runService({ faults: [fault] }, {}, async ({ target, iteration, wait }) => {
      await wait(iteration.scheduledMs / 20)
      await target.call(iteration.agent)
    })
    expect(metrics.problems[0]).toMatch(/^response times rose in the 1,200 ms before the faults, 2\.\d times/)
    expect(metrics).toMatchObject({ cause: 'not-steady' })
  })

  test('so does an agent that gets nothing; what is stuck then is nothing that the faults did', async () => {
    const load = { ...timed, ratePerSecond: 200 }
    const { metrics } = await runService({ load, faults: [fault] }, {}, ({ target, iteration }) =>
      iteration.agent === 'Agent-2' ? new Promise(() => {}) : target.call(iteration.agent),
    )
    expect(metrics).toMatchObject(
      invalid('stuck before the faults: Agent-2 (40 iterations asked for, none succeeded)'),
    )
    expect(liveness(metrics)).toMatchObject({
      verdict: 'invalid',
      summary:
        'it was not steady before the faults either: stuck before the faults: Agent-2 (40 iterations asked for, none succeeded)',
    })
  })

  test('so does too little to tell', async () => {
    const load = { executor: 'constant-concurrency', concurrency: 1, durationMs: 4_000, thinkTimeMs: 20 }
    const { metrics } = await runService({ load, faults: [fault] })
    expect(metrics).toMatchObject(
      invalid(
        'only 48 iterations ended in the 1,200 ms before the faults, and a 99th percentile takes 100: make recovery.steadyMs longer, or the load larger',
      ),
    )
  })

  test('so does a fault that came by its number of iterations, too soon', async () => {
    const load = { executor: 'constant-concurrency', concurrency: 4, durationMs: 4_000, thinkTimeMs: 20 }
    const { metrics } = await runService({
      load,
      faults: [{ kind: upset({ slowMs: 50 }), at: { operations: 50 } }],
    })
    expect(metrics.problems).toContainEqual(
      expect.stringMatching(
        /^fault "upset-1" opened at \d+ ms, while the steady state was measured, to 1200 ms/,
      ),
    )
    expect(metrics).toMatchObject({ cause: 'not-steady' })
  })
})
