import { expect, test } from 'vitest'
import { evaluateBudgets } from '../../../src/budget/evaluate-budgets.ts'
import type { Budgets } from '../../../src/model/scenario.ts'
import { recordingOf } from '../../support/recording.ts'

const recording = recordingOf([
  { phase: 'warmup', agent: 'Agent-1', type: 'BROADCAST', failed: 7, responseMs: [500] },
  { agent: 'Agent-1', type: 'BROADCAST', succeeded: 10, responseMs: [1] },
  { agent: 'Agent-1', type: 'ONBOARDING', succeeded: 10, failed: 1, responseMs: [20] },
  { agent: 'Agent-2', type: 'BROADCAST', succeeded: 10, responseMs: [300] },
])
const verdicts = (budgets: Budgets): [string, string, number | null][] =>
  evaluateBudgets(budgets, recording).map(({ budget, verdict, actual }) => [budget, verdict, actual])

test('a budget on one agent looks at that agent, in the steady phase', () => {
  expect(
    verdicts({ agents: { 'Agent-1': { latency: { max: { maxMs: 20 } }, failures: { max: 0 } } } }),
  ).toEqual([
    ['agents.Agent-1.latency.max', 'pass', 20],
    ['agents.Agent-1.failures', 'fail', 1],
  ])
})

test("'*' stands for each agent that came", () => {
  expect(verdicts({ agents: { '*': { latency: { max: { maxMs: 100 } } } } })).toEqual([
    ['agents.Agent-1.latency.max', 'pass', 20],
    ['agents.Agent-2.latency.max', 'fail', 300],
  ])
})

test('an agent that never came makes its budget invalid, not passed over', () => {
  expect(verdicts({ agents: { 'Agent-3': { failures: { max: 0 } } } })).toEqual([
    ['agents.Agent-3.failures', 'invalid', null],
  ])
})

test("'*' where none came is invalid, not passed over", () => {
  const none = recordingOf([{ succeeded: 3 }])
  const budgets = {
    agents: { '*': { failures: { max: 0 } } },
    messageTypes: { '*': { failures: { max: 0 } } },
  }
  expect(evaluateBudgets(budgets, none).map(({ budget, verdict }) => [budget, verdict])).toEqual([
    ['agents.*.failures', 'invalid'],
    ['messageTypes.*.failures', 'invalid'],
  ])
})

test('budgets on message types look at the type, across agents', () => {
  expect(
    verdicts({
      messageTypes: { BROADCAST: { latency: { max: { maxMs: 300 } } }, '*': { failures: { max: 0 } } },
    }),
  ).toEqual([
    ['messageTypes.BROADCAST.latency.max', 'pass', 300],
    ['messageTypes.BROADCAST.failures', 'pass', 0],
    ['messageTypes.ONBOARDING.failures', 'fail', 1],
  ])
})

test('budgets on a phase look at that phase; those without one at the steady phase', () => {
  const limit = { failures: { max: 1 }, latency: { max: { maxMs: 300 } }, throughput: { minPerSecond: 1 } }
  expect(verdicts({ ...limit, phases: { warmup: limit, steady: limit } })).toEqual([
    ['throughput', 'pass', 3],
    ['latency.max', 'pass', 300],
    ['failures', 'pass', 1],
    ['phases.warmup.throughput', 'fail', 0],
    ['phases.warmup.latency.max', 'fail', 500],
    ['phases.warmup.failures', 'fail', 7],
    ['phases.steady.throughput', 'pass', 3],
    ['phases.steady.latency.max', 'pass', 300],
    ['phases.steady.failures', 'pass', 1],
  ])
})

test('budgets set to undefined are none', () => {
  const budgets = {
    latency: { p99: undefined },
    agents: undefined,
    phases: { warmup: undefined },
    failures: undefined,
  }
  expect(verdicts(budgets)).toEqual([])
})
