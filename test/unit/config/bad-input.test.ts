import { describe, expect, test } from 'vitest'
import { problemsOf, type Expected } from '../../support/problems-of.ts'

const scenarioOptions =
  'one of kind, load, loads, data, target, setup, teardown, beforeEachUser, afterEachUser, hookTimeoutMs, observe, guarantees, history, sometimes, metrics, budgets, health, faults, chaos, recovery, faultPoints, shrink, workers, leaks, time, isolation, seed'
const executorNames =
  'one of shared-iterations, per-agent-iterations, constant-concurrency, ramping-concurrency, constant-arrival-rate, ramping-arrival-rate, replay'
const openOptions =
  'one of executor, agents, warmupMs, iterationTimeoutMs, drainMs, maxInFlight, maxQueueMs, timing, ratePerSecond, durationMs, arrivals'
const countedOptions =
  'one of executor, agents, warmupMs, iterationTimeoutMs, drainMs, thinkTimeMs, pacingMs, iterations, concurrency, maxDurationMs'
const guaranteeNames =
  'one of atLeastOnce, atMostOnce, exactlyOnce, exclusiveInbox, fifo, fifoPerKey, priority, boundedInversion, capacity, lease'
const metrics = 'one of p50, p90, p95, p99, p99.9, max, avg'
const aCount = 'a whole number above 0'
const someMs = 'a number of milliseconds above 0'
const aNumber = 'a number above 0'

describe('options that are wrong', () => {
  test.each<[string, unknown, Expected[]]>([
    [
      'an unknown option',
      { budget: {} },
      [['budget', scenarioOptions, 'unknown option "budget"', 'budgets']],
    ],
    [
      'an unknown option that resembles none',
      { zzzzzzzz: 1 },
      [['zzzzzzzz', scenarioOptions, 'unknown option "zzzzzzzz"']],
    ],
    [
      'an unknown kind',
      { kind: 'high_load' },
      [['kind', 'one of "standard", "high-load", "chaos", "comparison"', '"high_load"', 'high-load']],
    ],
    [
      'a kind that is no string',
      { kind: 3 },
      [['kind', 'one of "standard", "high-load", "chaos", "comparison"', '3']],
    ],
    ['a target that is an object', { target: {} }, [['target', 'a function that builds the target', '{}']]],
    ['a target that is null', { target: null }, [['target', 'a function that builds the target', 'null']]],
    [
      'observe that is a string',
      { target: () => ({}), observe: 'queue' },
      [['observe', 'a function from the target to what is observed', '"queue"']],
    ],
    [
      'observe without a target',
      { observe: (target: unknown) => target },
      [['observe', 'a target to observe', 'a scenario without target']],
    ],
    [
      'guarantees without a target',
      { guarantees: ['atLeastOnce'] },
      [['guarantees', 'a target to observe', 'a scenario without target']],
    ],
    [
      'data that carries what no iteration has',
      { data: { carries: 'messages', open: () => () => 1 } },
      [['data', 'an array, or a source such as agentMessages()', '{"carries":"messages"}']],
    ],
    [
      'data that is a function',
      { data: function rows() {} },
      [['data', 'an array, or a source such as agentMessages()', 'function rows']],
    ],
    ['a time that is none', { time: 'fake' }, [['time', 'one of "real", "virtual"', '"fake"']]],
    [
      'memory limits in virtual time',
      { time: 'virtual', budgets: { heapPeak: { maxBytes: 1 } } },
      [['budgets.heapPeak', 'real time, because memory is not sampled in virtual time', "time: 'virtual'"]],
    ],
    ['a seed that is a fraction', { seed: 1.5 }, [['seed', 'a 32-bit integer', '1.5']]],
    ['a seed beyond 32 bits', { seed: 2 ** 31 }, [['seed', 'a 32-bit integer', '2147483648']]],
    ['a seed that is a string', { seed: '8812347' }, [['seed', 'a 32-bit integer', '"8812347"']]],
    ['a limit on lateness of 0', { health: { latenessMs: 0 } }, [['health.latenessMs', someMs, '0']]],
    [
      'an unknown option of health',
      { health: { lateness: 5 } },
      [['health.lateness', 'one of latenessMs', 'unknown option "lateness"', 'latenessMs']],
    ],
    [
      'several problems at every level',
      {
        kind: 'calm',
        sed: 5,
        guarantees: ['once'],
        target: 5,
        load: { executor: 'shared-iterations', iterations: '5', warmup: 3 },
        budgets: { latency: { p101: { maxMs: -1 } }, phases: { steady: { dropped: { max: -1 } } } },
      },
      [
        ['kind', 'one of "standard", "high-load", "chaos", "comparison"', '"calm"'],
        ['target', 'a function that builds the target', '5'],
        ['budgets.latency.p101', metrics, 'unknown metric "p101"', 'p50'],
        ['budgets.phases.steady.dropped.max', 'a whole number of 0 or more', '-1'],
        ['sed', scenarioOptions, 'unknown option "sed"', 'seed'],
        ['load.iterations', aCount, '"5"'],
        ['load.warmup', countedOptions, 'unknown option "warmup"', 'warmupMs'],
        ['guarantees[0]', guaranteeNames, 'unknown guarantee "once"'],
      ],
    ],
  ])('%s', (_, options, expected) => {
    expect(problemsOf(options)).toEqual(expected)
  })
})

describe('a load that is wrong', () => {
  test.each<[string, unknown, Expected[]]>([
    ['a load that is a string', { load: '100/s' }, [['load', 'an object with an executor', '"100/s"']]],
    ['a load that is null', { load: null }, [['load', 'an object with an executor', 'null']]],
    ['a load that is a list', { load: [] }, [['load', 'an object with an executor', '[]']]],
    [
      'a load without executor',
      { load: { iterations: 10 } },
      [['load.executor', `${executorNames}, or a definition`, 'nothing']],
    ],
    [
      'an executor that is misspelt',
      { load: { executor: 'constant-arrivals-rate', ratePerSecond: 1, durationMs: 1000 } },
      [
        [
          'load.executor',
          executorNames,
          'unknown executor "constant-arrivals-rate"',
          'constant-arrival-rate',
        ],
      ],
    ],
    [
      'an executor that is a number',
      { load: { executor: 7 } },
      [['load.executor', `${executorNames}, or a definition`, '7']],
    ],
    [
      'a duration with a unit',
      { load: { executor: 'constant-arrival-rate', ratePerSecond: 100, duration: '10s' } },
      [
        ['load.durationMs', someMs, 'nothing'],
        ['load.duration', openOptions, 'unknown option "duration"', 'durationMs'],
      ],
    ],
    [
      'milliseconds as text',
      { load: { executor: 'constant-concurrency', concurrency: 2, durationMs: '10s' } },
      [['load.durationMs', someMs, '"10s"']],
    ],
    [
      'a rate that is a word',
      { load: { executor: 'constant-arrival-rate', ratePerSecond: 'fast', durationMs: 1000 } },
      [['load.ratePerSecond', aNumber, '"fast"']],
    ],
    [
      'a rate of 0',
      { load: { executor: 'constant-arrival-rate', ratePerSecond: 0, durationMs: 1000 } },
      [['load.ratePerSecond', aNumber, '0']],
    ],
    [
      'a rate that is NaN',
      { load: { executor: 'constant-arrival-rate', ratePerSecond: Number.NaN, durationMs: 1000 } },
      [['load.ratePerSecond', aNumber, 'NaN']],
    ],
    [
      'a rate that is infinite',
      { load: { executor: 'constant-arrival-rate', ratePerSecond: Infinity, durationMs: 1000 } },
      [['load.ratePerSecond', aNumber, 'Infinity']],
    ],
    [
      'a rate named as others name it',
      { load: { executor: 'constant-arrival-rate', rate: 100, durationMs: 1000 } },
      [
        ['load.ratePerSecond', aNumber, 'nothing'],
        ['load.rate', openOptions, 'unknown option "rate"', 'ratePerSecond'],
      ],
    ],
    [
      'an unknown arrival process',
      { load: { executor: 'constant-arrival-rate', ratePerSecond: 1, durationMs: 1000, arrivals: 'poison' } },
      [['load.arrivals', 'one of "uniform", "poisson"', '"poison"', 'poisson']],
    ],
    [
      'maxInFlight of 0',
      { load: { executor: 'constant-arrival-rate', ratePerSecond: 1, durationMs: 1000, maxInFlight: 0 } },
      [['load.maxInFlight', aCount, '0']],
    ],
    [
      'a negative maxQueueMs',
      { load: { executor: 'constant-arrival-rate', ratePerSecond: 1, durationMs: 1000, maxQueueMs: -1 } },
      [['load.maxQueueMs', 'a number of milliseconds, 0 or more', '-1']],
    ],
    [
      'think time in an open model',
      { load: { executor: 'constant-arrival-rate', ratePerSecond: 1, durationMs: 1000, thinkTimeMs: 5 } },
      [['load.thinkTimeMs', openOptions, 'unknown option "thinkTimeMs"']],
    ],
    [
      'maxInFlight in a closed model',
      { load: { executor: 'shared-iterations', iterations: 5, maxInFlight: 5 } },
      [['load.maxInFlight', countedOptions, 'unknown option "maxInFlight"']],
    ],
    [
      'iterations that are a fraction',
      { load: { executor: 'shared-iterations', iterations: 2.5 } },
      [['load.iterations', aCount, '2.5']],
    ],
    [
      'iterations of 0',
      { load: { executor: 'shared-iterations', iterations: 0 } },
      [['load.iterations', aCount, '0']],
    ],
    [
      'a negative concurrency',
      { load: { executor: 'shared-iterations', iterations: 5, concurrency: -2 } },
      [['load.concurrency', aCount, '-2']],
    ],
    [
      'per-agent iterations without agents',
      { load: { executor: 'per-agent-iterations', iterations: 5 } },
      [['load.agents', aCount, 'nothing']],
    ],
    [
      'agents as a list of names',
      { load: { executor: 'constant-concurrency', concurrency: 1, durationMs: 5, agents: ['Agent-1'] } },
      [['load.agents', aCount, '["Agent-1"]']],
    ],
    [
      'more agents than there may be',
      { load: { executor: 'constant-concurrency', concurrency: 1, durationMs: 5, agents: 1001 } },
      [['load.agents', 'at most 1,000 agents', '1001']],
    ],
    [
      'more agents than there may be, with iterations each',
      { load: { executor: 'per-agent-iterations', iterations: 1, agents: 1001 } },
      [['load.agents', 'at most 1,000 agents', '1001']],
    ],
    [
      'a duration in a load that is counted',
      { load: { executor: 'shared-iterations', iterations: 5, durationMs: 1000 } },
      [['load.durationMs', countedOptions, 'unknown option "durationMs"', 'drainMs']],
    ],
    [
      'a warm-up in a load that is counted',
      { load: { executor: 'per-agent-iterations', agents: 9, iterations: 5, warmupMs: 100 } },
      [['load.warmupMs', '0, because per-agent-iterations is counted in iterations, not in time', '100']],
    ],
    [
      'a warm-up in a replay',
      { load: { executor: 'replay', trace: [{ at_ms: 0 }], warmupMs: 100 } },
      [['load.warmupMs', '0, because replay is counted in iterations, not in time', '100']],
    ],
    [
      'a timeout of 0',
      { load: { executor: 'shared-iterations', iterations: 5, iterationTimeoutMs: 0 } },
      [['load.iterationTimeoutMs', someMs, '0']],
    ],
    [
      'a negative drain',
      { load: { executor: 'shared-iterations', iterations: 5, drainMs: -1 } },
      [['load.drainMs', 'a number of milliseconds, 0 or more', '-1']],
    ],
    [
      'a load so thin that nothing starts',
      {
        load: {
          executor: 'constant-arrival-rate',
          ratePerSecond: 0.1,
          durationMs: 1000,
          arrivals: 'poisson',
        },
      },
      [['load', 'a load of at least one iteration', 'a load that starts none']],
    ],
  ])('%s', (_, options, expected) => {
    expect(problemsOf(options)).toEqual(expected)
  })
})
