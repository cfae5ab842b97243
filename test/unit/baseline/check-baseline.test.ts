import { describe, expect, test } from 'vitest'
import { checkBaseline } from '../../../src/baseline/check-baseline.ts'
import type { BaselineFile, BaselineSettings } from '../../../src/model/baseline.ts'
import { baselineNow, baselineRun, tenRuns } from '../../support/baseline.ts'

const settings: BaselineSettings = { mode: 'check', margin: 0.2, gated: ['throughput', 'latency.p50'] }
const stored = (given: Partial<BaselineFile> = {}) => ({
  ok: true as const,
  baseline: { ...baselineNow, runs: tenRuns, ...given },
})
const check = (run = baselineRun(), before: Parameters<typeof checkBaseline>[0] = stored(), more = {}) =>
  checkBaseline(before, baselineNow, run, { ...settings, ...more })

describe('a run beside the runs of a baseline', () => {
  test('is kept where nothing that is gated is worse', () => {
    expect(check()).toMatchObject({ outcome: 'kept', runs: 10, problems: [], notes: [] })
    expect(check().comparison!.metrics.map(({ name, gated, outcome }) => [name, gated, outcome])).toEqual([
      ['throughput', true, 'equivalent'],
      ['latency.p50', true, 'equivalent'],
      ['latency.p95', false, 'equivalent'],
      ['latency.p99', false, 'equivalent'],
    ])
  })

  test('is worse where one is, with by how much and how sure that is', () => {
    const { outcome, problems } = check(baselineRun(1.5))
    expect(outcome).toBe('worse')
    expect(problems[0]).toMatch(
      /^throughput is worse than the baseline: -33\.3 % \(-3\d\.\d % to -\d\d\.\d % at 99(\.5)? %; the margin is 20 %\)$/,
    )
    expect(problems[1]).toMatch(/^latency\.p50 is worse than the baseline: \+50\.0 % \(/)
  })

  test('is undecided between the two, and with a single run in the baseline', () => {
    expect(check(baselineRun(1.2))).toMatchObject({ outcome: 'undecided' })
    expect(check(baselineRun(), stored({ runs: [baselineRun()] }))).toMatchObject({
      outcome: 'undecided',
      problems: [
        expect.stringContaining('throughput beside the baseline is undecided: 1 run against 1'),
        expect.any(String),
      ],
    })
  })

  test('is judged by the metrics that are gated, and by the margin', () => {
    const slow = { ...baselineRun(), values: { ...baselineRun().values, 'latency.p99': 20 } }
    expect(check(slow).outcome).toBe('kept')
    expect(check(slow, stored(), { gated: ['latency.p99'] }).outcome).toBe('worse')
    expect(check(baselineRun(1.5), stored(), { margin: 0.8 }).outcome).toBe('kept')
  })
})

describe('a run that cannot be held against them', () => {
  const { plan, machine } = baselineNow
  test.each([
    ['none', { ok: false as const, missing: true, problem: 'there is none' }, 'there is none'],
    [
      'a damaged one',
      { ok: false as const, missing: false, problem: 'it is damaged: x' },
      'it is damaged: x',
    ],
    [
      'another processor',
      stored({ machine: { ...machine, cpu: 'Z80' } }),
      'another machine: cpu was Z80, and is a processor',
    ],
    [
      'fewer cores allowed',
      stored({ machine: { ...machine, cpu_limit: 1.5 } }),
      'another machine: cpu_limit was 1.5, and is not limited',
    ],
    [
      'another Node',
      stored({ machine: { ...machine, node: 'v24.0.0' } }),
      'another machine: node was v24.0.0, and is v20.20.2',
    ],
    [
      'less load',
      stored({
        plan: {
          ...plan,
          loads: [{ ...plan.loads[0]!, options: { executor: 'shared-iterations', iterations: 5 } }],
        },
      }),
      'another plan: loads (0.options.iterations) was 5, and is 10',
    ],
    [
      'workers',
      stored({ plan: { ...plan, workers: { count: 2, kind: 'thread' } } }),
      'another plan: workers (count) was 2, and is 1',
    ],
    [
      'one seed, another now',
      stored({ runs: tenRuns.map((run) => ({ ...run, seed: 8 })) }),
      'another seed: all runs of the baseline have 8, and this one 7',
    ],
  ])('%s', (_name, before, problem) => {
    const result = check(baselineRun(), before)
    expect(result).toMatchObject({ outcome: 'not comparable', comparison: null, gates: [] })
    expect(result.problems).toEqual([
      `the baseline says nothing: ${problem}; VITEST_STRESS_BASELINE=write stores one`,
    ])
  })

  test('all that differs is told at once', () => {
    const before = stored({
      machine: { ...machine, cpu: 'Z80', cores: 1 },
      plan: { ...plan, kind: 'high-load' },
    })
    expect(check(baselineRun(), before).problems).toHaveLength(3)
  })
})

test('seeds of several kinds are part of the spread, and another lockfile is told', () => {
  const runs = tenRuns.map((run, at) => ({ ...run, seed: at }))
  const { machine } = baselineNow
  const result = check(baselineRun(1, 99), stored({ runs, machine: { ...machine, lockfile: null } }))
  expect(result).toMatchObject({ outcome: 'kept', notes: ['lockfile was not there, and is abc'] })
})
