import { describe, expect, test } from 'vitest'
import { resolveCase } from '../../../../src/config/resolve-case.ts'
import type { ScenarioCase } from '../../../../src/model/scenario-case.ts'
import { runAndShrink } from '../../../../src/run/run-and-shrink.ts'
import { runTwice } from '../../../../src/run/run-twice.ts'
import { shrinkableCase } from '../../../../src/run/shrinkable-case.ts'
import { violationKinds } from '../../../../src/run/violation-kinds.ts'
import { metricsOf } from '../../../support/metrics.ts'
import { scenarioOf } from '../../../support/virtual-run.ts'
import { lossy, passAlong, requestOf } from './lossy-queue.ts'

const shrinkLossy = async (options: Record<string, unknown>, workload?: Parameters<typeof requestOf>[1]) => {
  const { metrics } = await runAndShrink(requestOf(options, workload), runTwice, (given) =>
    resolveCase(options, given, { timeoutMs: null }),
  )
  return metrics
}

describe('a run that fails', () => {
  test('comes down to what it takes, and the case fails in the same way', async () => {
    const { verdict, reproduction, guarantees } = await shrinkLossy({
      ...lossy,
      chaos: { intensity: 1, kinds: ['ack-late', 'duplicate', 'drop', 'reorder'] },
      faults: undefined,
    })
    expect({ verdict, lost: guarantees!.ledger!.lost > 1 }).toEqual({ verdict: 'fail', lost: true })
    const { shrunk } = reproduction!
    expect(shrunk).toMatchObject({
      kind: 'atLeastOnce: lost',
      minimal: true,
      iterations: 1,
      case: { seed: 7, load: { agents: 1, iterations: 1 }, faults: [{ kind: 'drop', until: { times: 1 } }] },
      file: null,
    })
    expect(shrunk!.case.faults).toHaveLength(1)
    expect(shrunk!.runs).toBeLessThanOrEqual(60)
  })

  test('in a way that does not come again is not shrunk', async () => {
    let calls = 0
    const metrics = await shrinkLossy(lossy, (given) => passAlong(given, () => (++calls > 18 ? 1.5 : 1)))
    expect(metrics).toMatchObject({
      verdict: 'fail',
      reproduction: { second_run: { same: false }, shrunk: null },
    })
  })

  test('is not shrunk where its time is used up', async () => {
    const request = requestOf()
    const first = await runTwice(request)
    const scenario = { ...request.scenario, timeLimitMs: 0 }
    const { metrics } = await runAndShrink(
      { ...request, scenario },
      async () => first,
      (given) => resolveCase(lossy, given, { timeoutMs: null }),
    )
    expect(metrics.reproduction!.shrunk).toBeNull()
  })
})

test('a run that passes is not shrunk', async () => {
  const metrics = await shrinkLossy({ ...lossy, faults: [{ kind: 'ack-late', at: { call: 2 } }] })
  expect(metrics).toMatchObject({ verdict: 'pass', reproduction: { shrunk: null } })
})

describe('what can be lowered', () => {
  const target = () => ({ sendMessage() {} })
  const numbersOf = (load: object, faults: ScenarioCase['faults'] = [], loads?: object) => {
    const scenario = scenarioOf(loads ? { loads, target } : { load, target })
    const given: ScenarioCase = { seed: 7, faults, drawn: null }
    return shrinkableCase(scenario)
      .numbersOf(given)
      .map(({ name, value, least, by, with: change }) => {
        const { load: changed, faults: all } = change(least)
        return [name, value, least, by, changed ?? all[0]]
      })
  }

  test('of a load: how many send, and how much', () => {
    expect(numbersOf({ executor: 'shared-iterations', iterations: 50, concurrency: 4 })).toEqual([
      ['load.concurrency', 4, 1, 'exact', { concurrency: 1 }],
      ['load.iterations', 50, 1, 'exact', { iterations: 1 }],
    ])
    const open = { executor: 'constant-arrival-rate', ratePerSecond: 200, durationMs: 1_000, agents: 9 }
    expect(numbersOf(open)).toEqual([
      ['load.agents', 9, 1, 'exact', { agents: 1 }],
      ['load.durationMs', 200, 1, 'exact', { durationMs: 5 }],
    ])
    expect(numbersOf({ executor: 'constant-concurrency', concurrency: 1, durationMs: 300 })).toEqual([
      ['load.concurrency', 1, 1, 'exact', { concurrency: 1 }],
      ['load.durationMs', 300, 1, 'halves', { durationMs: 1 }],
    ])
  })

  test('of several loads: each by its name', () => {
    const few = { executor: 'shared-iterations', iterations: 5 }
    expect(numbersOf({}, [], { slow: few, fast: { ...few, iterations: 9 } })).toContainEqual([
      'loads.fast.iterations',
      9,
      1,
      'exact',
      { fast: { iterations: 1 } },
    ])
  })

  test('of a fault: where it strikes, with where it ends, and how long it lasts', () => {
    const load = { executor: 'shared-iterations', iterations: 50, concurrency: 1 }
    const ofFault = (fault: ScenarioCase['faults'][number]) =>
      numbersOf(load, [fault]).filter(([name]) => (name as string).startsWith('faults'))
    const delay = { kind: 'delay', id: 'a', at: { operations: 20 }, until: { operations: 25 }, delayMs: 40 }
    expect(ofFault(delay)).toEqual([
      [
        'faults[0].at.operations',
        20,
        0,
        'exact',
        { ...delay, at: { operations: 0 }, until: { operations: 5 } },
      ],
      ['faults[0].delayMs', 40, 1, 'halves', { ...delay, delayMs: 1 }],
    ])
    const lost = { kind: 'ack-lost', id: 'a', at: { call: 9, agent: 'Agent-1' }, until: { times: 3 } }
    expect(ofFault(lost)).toEqual([
      ['faults[0].at.call', 9, 1, 'exact', { ...lost, at: { call: 1, agent: 'Agent-1' } }],
      ['faults[0].until.times', 3, 1, 'exact', { ...lost, until: { times: 1 } }],
    ])
    const stall = { kind: 'event-loop-stall', id: 'a', at: { ms: 500 }, until: { forMs: 80 } }
    expect(ofFault(stall)).toEqual([
      ['faults[0].at.ms', 500, 0, 'halves', { ...stall, at: { ms: 0 } }],
      ['faults[0].until.forMs', 80, 1, 'halves', { ...stall, until: { forMs: 1 } }],
    ])
  })
})

describe('the kind of a violation', () => {
  const check = (guarantee: string, verdict: 'fail' | 'pass' = 'fail') => ({
    guarantee,
    verdict,
    summary: '',
    examples: [],
    proof: null,
  })
  const budget = { budget: 'latency.p99', comparison: 'at most', limit: 1, unit: 'ms', actual: 2 } as const
  const metrics = metricsOf({
    verdict: 'fail',
    guarantees: {
      ledger: { lost: 2, duplicated: 1, unexpected: 0, phantom: 0 } as never,
      history: null,
      checks: [check('fifo', 'pass'), check('atLeastOnce'), check('lease(50 ms)')],
      notes: [],
    },
    budgets: [{ ...budget, samples: 1, detail: '', verdict: 'fail' }],
  })

  test('is the guarantee, with what it forbids and was seen, and then the budget', () => {
    expect(violationKinds(metrics)).toEqual(['atLeastOnce: lost', 'lease(50 ms)', 'budget latency.p99'])
  })

  test('is none of a run that says nothing', () => {
    expect(violationKinds({ ...metrics, verdict: 'invalid' })).toEqual([])
  })
})
