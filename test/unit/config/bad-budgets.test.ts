import { describe, expect, test } from 'vitest'
import { problemsOf, type Expected } from '../../support/problems-of.ts'

const metrics = 'one of p50, p90, p95, p99, p99.9, max, avg'
const openModel = 'an open model: per-agent-iterations starts work when old work ends, so nothing can be late'
const groupBudgets =
  'one of throughput, latency, serviceTime, lateness, successRate, failures, dropped, unfinished'
const allBudgets =
  'one of throughput, latency, serviceTime, lateness, successRate, failures, dropped, unfinished, deadLettered, recoveryTime, heapPeak, rssPeak, agents, messageTypes, loads, tags, metrics, checks, groups, tenants, phases, windows'
const someMs = 'a number of milliseconds above 0'

describe('budgets that are wrong', () => {
  test.each<[string, unknown, Expected[]]>([
    [
      'an unknown budget',
      { budgets: { sucessRate: { min: 1 } } },
      [['budgets.sucessRate', allBudgets, 'unknown option "sucessRate"', 'successRate']],
    ],
    [
      'a success rate in per cent',
      { budgets: { successRate: { min: 99.9 } } },
      [['budgets.successRate.min', 'a number from 0 to 1', '99.9']],
    ],
    [
      'a success rate as a bare number',
      { budgets: { successRate: 0.99 } },
      [['budgets.successRate', 'an object', '0.99']],
    ],
    [
      'an unknown percentile',
      { budgets: { latency: { p999: { maxMs: 5 } } } },
      [['budgets.latency.p999', metrics, 'unknown metric "p999"', 'p99']],
    ],
    [
      'a percentile as a bare number',
      { budgets: { latency: { p99: 50 } } },
      [['budgets.latency.p99', 'an object', '50']],
    ],
    [
      'a latency limit in another unit',
      { budgets: { latency: { p99: { maxSeconds: 1 } } } },
      [
        ['budgets.latency.p99.maxMs', someMs, 'nothing'],
        ['budgets.latency.p99.maxSeconds', 'one of maxMs, confidence', 'unknown option "maxSeconds"'],
      ],
    ],
    [
      'a throughput limit under another name',
      { budgets: { throughput: { min: 500 } } },
      [
        ['budgets.throughput.minPerSecond', 'a number of 0 or more', 'nothing'],
        ['budgets.throughput.min', 'one of minPerSecond', 'unknown option "min"', 'minPerSecond'],
      ],
    ],
    [
      'failures that are a fraction',
      { budgets: { failures: { max: 0.5 } } },
      [['budgets.failures.max', 'a whole number of 0 or more', '0.5']],
    ],
    [
      'bytes with a unit',
      { budgets: { heapPeak: { maxBytes: '512MB' } } },
      [['budgets.heapPeak.maxBytes', 'a number of bytes above 0', '"512MB"']],
    ],
    [
      'dead letters in the budget of an agent',
      { budgets: { agents: { '*': { deadLettered: { max: 0 } } } } },
      [['budgets.agents.*.deadLettered', groupBudgets, 'unknown option "deadLettered"']],
    ],
    [
      'dead letters that are a fraction',
      { budgets: { deadLettered: { max: 0.5 } } },
      [['budgets.deadLettered.max', 'a whole number of 0 or more', '0.5']],
    ],
    [
      'heap in the budget of an agent',
      { budgets: { agents: { '*': { heapPeak: { maxBytes: 5 } } } } },
      [['budgets.agents.*.heapPeak', groupBudgets, 'unknown option "heapPeak"']],
    ],
    [
      'lateness in a closed model',
      { budgets: { lateness: { p99: { maxMs: 5 } } } },
      [['budgets.lateness', openModel, 'a budget on lateness']],
    ],
    [
      'lateness in a closed model, nested',
      {
        budgets: {
          agents: { '*': { lateness: { p99: { maxMs: 5 } } } },
          phases: { steady: { lateness: { max: { maxMs: 5 } } } },
        },
      },
      [
        ['budgets.agents.*.lateness', openModel, 'a budget on lateness'],
        ['budgets.phases.steady.lateness', openModel, 'a budget on lateness'],
      ],
    ],
    [
      'an agent that the load does not have',
      { budgets: { agents: { 'Agent-10': { failures: { max: 0 } } } } },
      [
        [
          'budgets.agents.Agent-10',
          'one of Agent-1, Agent-2, Agent-3, Agent-4, Agent-5, Agent-6, Agent-7, Agent-8, Agent-9',
          'unknown agent "Agent-10"',
          'Agent-1',
        ],
      ],
    ],
    [
      'each agent of a load without agents',
      {
        load: { executor: 'shared-iterations', iterations: 5 },
        budgets: { agents: { '*': { failures: { max: 0 } } } },
      },
      [['budgets.agents.*', 'a load with agents', 'a load without agents']],
    ],
    [
      'a budget on a warm-up that there is not',
      { budgets: { phases: { warmup: { failures: { max: 0 } } } } },
      [['budgets.phases.warmup', 'load.warmupMs above 0', 'a load without warm-up']],
    ],
    [
      'an unknown phase',
      { budgets: { phases: { drain: { failures: { max: 0 } } } } },
      [['budgets.phases.drain', 'one of warmup, steady', 'unknown option "drain"']],
    ],
  ])('%s', (_, options, expected) => {
    expect(problemsOf(options)).toEqual(expected)
  })
})
