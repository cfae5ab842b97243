import { describe, expect, test } from 'vitest'
import { problemsOf, type Expected } from '../../support/problems-of.ts'

const scenarioOptions =
  'one of kind, load, data, target, observe, guarantees, history, sometimes, budgets, health, seed'
const executorNames =
  'one of shared-iterations, per-agent-iterations, constant-concurrency, constant-arrival-rate, replay'
const openOptions =
  'one of executor, agents, warmupMs, iterationTimeoutMs, drainMs, maxInFlight, maxQueueMs, ratePerSecond, durationMs, arrivals'
const countedOptions =
  'one of executor, agents, warmupMs, iterationTimeoutMs, drainMs, thinkTimeMs, iterations, concurrency, maxDurationMs'
const guaranteeNames =
  'one of atLeastOnce, atMostOnce, exactlyOnce, exclusiveInbox, fifo, fifoPerKey, priority, boundedInversion, capacity, lease'
const checkerNames =
  'one of queue, total-queue, unique-ids, fifo, priority, stable-priority, priority-inversion, per-key-order, routing, size-limit, fairness, lease'
const nameOrChecker = 'the name of a guarantee, or { checker, options }'
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
      [['kind', 'one of "standard", "high-load"', '"high_load"', 'high-load']],
    ],
    ['a kind that is no string', { kind: 3 }, [['kind', 'one of "standard", "high-load"', '3']]],
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
      'a guarantee that is misspelt',
      { target: () => ({}), guarantees: ['atLeastOne'] },
      [['guarantees[0]', guaranteeNames, 'unknown guarantee "atLeastOne"', 'atLeastOnce']],
    ],
    [
      'two guarantees that are wrong',
      { target: () => ({}), guarantees: ['atMostOnce', 'twice', 7, {}] },
      [
        ['guarantees[1]', guaranteeNames, 'unknown guarantee "twice"'],
        ['guarantees[2]', nameOrChecker, '7'],
        ['guarantees[3]', nameOrChecker, '{}'],
      ],
    ],
    [
      'guarantees that need options',
      { target: () => ({}), guarantees: ['capacity', 'lease'] },
      [
        ['guarantees[0]', 'capacity(...) with capacity', '"capacity"'],
        ['guarantees[1]', 'lease(...) with visibilityMs', '"lease"'],
      ],
    ],
    [
      'checkers that are wrong',
      {
        target: () => ({}),
        guarantees: [
          { checker: 'fifos', options: {} },
          { checker: 'log' },
          { checker: 'size-limit', options: { capacity: -1, size: 2 } },
          { checker: 5 },
          { checker: 'priority-inversion', options: { bound: 1 }, bound: 2 },
        ],
      },
      [
        ['guarantees[0].checker', checkerNames, 'unknown checker "fifos"', 'fifo'],
        ['guarantees[1].checker', checkerNames, 'unknown checker "log"'],
        ['guarantees[2].options.capacity', 'a whole number of 0 or more', '-1'],
        ['guarantees[2].options.size', 'one of capacity', 'unknown option "size"'],
        ['guarantees[3].checker', 'the name of a checker, or what defineChecker returned', '5'],
        ['guarantees[4].bound', 'one of checker, options', 'unknown option "bound"'],
      ],
    ],
    [
      'a history that is no size',
      { history: { maxOperations: 0 } },
      [['history.maxOperations', aCount, '0']],
    ],
    [
      'names for sometimes that are none',
      { sometimes: ['', 5] },
      [
        ['sometimes[0]', 'a string that is not empty', '""'],
        ['sometimes[1]', 'a string that is not empty', '5'],
      ],
    ],
    [
      'guarantees that are empty',
      { target: () => ({}), guarantees: [] },
      [['guarantees', 'at least one guarantee', '[]']],
    ],
    [
      'guarantees that are no list',
      { target: () => ({}), guarantees: 'atLeastOnce' },
      [['guarantees', 'a list of guarantees', '"atLeastOnce"']],
    ],
    [
      'data that is a list',
      { data: [1, 2, 3] },
      [['data', 'a data source such as agentMessages()', '[1,2,3]']],
    ],
    [
      'data that carries what no iteration has',
      { data: { carries: 'messages', open: () => () => 1 } },
      [['data', 'a data source such as agentMessages()', '{"carries":"messages"}']],
    ],
    [
      'data that is a function',
      { data: function rows() {} },
      [['data', 'a data source such as agentMessages()', 'function rows']],
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
        kind: 'chaos',
        sed: 5,
        guarantees: ['once'],
        target: 5,
        load: { executor: 'shared-iterations', iterations: '5', warmup: 3 },
        budgets: { latency: { p101: { maxMs: -1 } }, phases: { steady: { dropped: { max: -1 } } } },
      },
      [
        ['kind', 'one of "standard", "high-load"', '"chaos"'],
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

describe('ramps, think time and pacing that are wrong', () => {
  const msFromZero = 'a number of milliseconds, 0 or more'
  const users = 'a whole number of 0 or more'
  const rate = 'a number of 0 or more'
  const longest = 2 ** 31 - 1
  const forms = 'a number of milliseconds, { minMs, maxMs } or { meanMs }'
  const up = [{ durationMs: 1000, target: 5 }]
  const closed = (more: object) => ({ load: { executor: 'ramping-concurrency', stages: up, ...more } })
  const open = (more: object) => ({ load: { executor: 'ramping-arrival-rate', stages: up, ...more } })
  const counted = (more: object) => ({ load: { executor: 'shared-iterations', iterations: 5, ...more } })

  test.each<[string, unknown, Expected[]]>([
    [
      'no stages',
      { load: { executor: 'ramping-concurrency' } },
      [['load.stages', 'a list of stages { durationMs, target }', 'nothing']],
    ],
    [
      'stages that are no list',
      open({ stages: { durationMs: 5, target: 5 } }),
      [['load.stages', 'a list of stages { durationMs, target }', '{"durationMs":5,"target":5}']],
    ],
    ['an empty list of stages', open({ stages: [] }), [['load.stages', 'at least one stage', '[]']]],
    [
      'stages that are wrong, each in its own way',
      closed({
        stages: [
          5,
          { durationMs: -1, target: 2.5 },
          { duration: 5, target: '5' },
          { durationMs: 1, target: -1 },
        ],
      }),
      [
        ['load.stages[0]', 'an object { durationMs, target }', '5'],
        ['load.stages[1].durationMs', msFromZero, '-1'],
        ['load.stages[1].target', users, '2.5'],
        ['load.stages[2].durationMs', msFromZero, 'nothing'],
        ['load.stages[2].target', users, '"5"'],
        ['load.stages[2].duration', 'one of durationMs, target', 'unknown option "duration"', 'durationMs'],
        ['load.stages[3].target', users, '-1'],
      ],
    ],
    [
      'rates of stages that are wrong',
      open({
        stages: [
          { durationMs: 5, target: Infinity },
          { durationMs: '5s', target: -0.5 },
        ],
        startRatePerSecond: -1,
      }),
      [
        ['load.stages[0].target', rate, 'Infinity'],
        ['load.stages[1].durationMs', msFromZero, '"5s"'],
        ['load.stages[1].target', rate, '-0.5'],
        ['load.startRatePerSecond', rate, '-1'],
      ],
    ],
    [
      'stages that are jumps only',
      closed({ stages: [{ durationMs: 0, target: 5 }] }),
      [['load.stages', 'a stage that lasts longer than 0 ms', '[{"durationMs":0,"target":5}]']],
    ],
    [
      'a stage that is longer than timers can wait',
      open({ stages: [{ durationMs: longest + 1, target: 5 }] }),
      [['load.stages[0].durationMs', `at most ${longest} milliseconds`, String(longest + 1)]],
    ],
    [
      'a start that is half a user',
      closed({ startConcurrency: 0.5 }),
      [['load.startConcurrency', users, '0.5']],
    ],
    [
      'the start of the other ramp',
      closed({ startRatePerSecond: 5 }),
      [
        [
          'load.startRatePerSecond',
          'one of executor, agents, warmupMs, iterationTimeoutMs, drainMs, thinkTimeMs, pacingMs, stages, startConcurrency',
          'unknown option "startRatePerSecond"',
        ],
      ],
    ],
    [
      'arrivals that are misspelt',
      open({ arrivals: 'unifrom' }),
      [['load.arrivals', 'one of "uniform", "poisson"', '"unifrom"', 'uniform']],
    ],
    [
      'a ramp of no users',
      closed({ stages: [{ durationMs: 1000, target: 0 }] }),
      [['load', 'a load of at least one iteration', 'a load that starts none']],
    ],
    [
      'a ramp of no rate, with a warm-up',
      open({ stages: [{ durationMs: 1000, target: 0 }], warmupMs: 100 }),
      [['load', 'a load of at least one iteration', 'a load that starts none']],
    ],
    [
      'a warm-up of users where none begin',
      closed({ warmupMs: 100 }),
      [
        [
          'load.warmupMs',
          '0, because ramping-concurrency begins at 0 here, and a warm-up at 0 warms nothing up',
          '100',
        ],
      ],
    ],
    [
      'a warm-up at a rate of 0',
      open({ warmupMs: 100 }),
      [
        [
          'load.warmupMs',
          '0, because ramping-arrival-rate begins at 0 here, and a warm-up at 0 warms nothing up',
          '100',
        ],
      ],
    ],
    [
      'a think time that is a word',
      counted({ thinkTimeMs: 'long' }),
      [['load.thinkTimeMs', forms, '"long"']],
    ],
    ['a think time below 0', counted({ thinkTimeMs: -1 }), [['load.thinkTimeMs', msFromZero, '-1']]],
    ['a think time that is null', counted({ thinkTimeMs: null }), [['load.thinkTimeMs', forms, 'null']]],
    ['a think time of nothing', counted({ thinkTimeMs: {} }), [['load.thinkTimeMs', forms, '{}']]],
    [
      'a think time in words of its own',
      counted({ thinkTimeMs: { mean: 5 } }),
      [['load.thinkTimeMs', forms, '{"mean":5}']],
    ],
    [
      'a think time whose most is below its least',
      counted({ thinkTimeMs: { minMs: 50, maxMs: 40 } }),
      [['load.thinkTimeMs.maxMs', 'a number of milliseconds that is not below minMs', '40']],
    ],
    [
      'a uniform think time that is half said, and misspelt',
      counted({ thinkTimeMs: { minMs: '5', maxMS: 9 }, iterations: 0 }),
      [
        ['load.thinkTimeMs.minMs', msFromZero, '"5"'],
        ['load.thinkTimeMs.maxMs', msFromZero, 'nothing'],
        ['load.thinkTimeMs.maxMS', 'one of minMs, maxMs', 'unknown option "maxMS"', 'maxMs'],
        ['load.iterations', aCount, '0'],
      ],
    ],
    [
      'an exponential think time of 0',
      counted({ thinkTimeMs: { meanMs: 0 } }),
      [['load.thinkTimeMs.meanMs', someMs, '0']],
    ],
    [
      'an exponential think time with a limit',
      counted({ thinkTimeMs: { meanMs: 50, maxMs: 100 } }),
      [['load.thinkTimeMs.maxMs', 'one of meanMs', 'unknown option "maxMs"', 'meanMs']],
    ],
    [
      'a mean that is longer than timers can wait',
      counted({ thinkTimeMs: { meanMs: longest + 1 } }),
      [['load.thinkTimeMs.meanMs', `at most ${longest} milliseconds`, String(longest + 1)]],
    ],
    ['pacing below 0', counted({ pacingMs: -5 }), [['load.pacingMs', msFromZero, '-5']]],
    [
      'pacing that is longer than timers can wait',
      counted({ pacingMs: longest + 1 }),
      [['load.pacingMs', `at most ${longest} milliseconds`, String(longest + 1)]],
    ],
    [
      'pacing in an open model',
      open({ pacingMs: 5 }),
      [
        [
          'load.pacingMs',
          'one of executor, agents, warmupMs, iterationTimeoutMs, drainMs, maxInFlight, maxQueueMs, stages, startRatePerSecond, arrivals',
          'unknown option "pacingMs"',
        ],
      ],
    ],
    [
      'pacing and think time at once',
      counted({ pacingMs: 100, thinkTimeMs: { meanMs: 5 } }),
      [['load.pacingMs', 'no pacing beside thinkTimeMs: each says when a virtual user starts again', '100']],
    ],
  ])('%s', (_, options, expected) => {
    expect(problemsOf(options)).toEqual(expected)
  })

  test('stages that are longer together than timers can wait', () => {
    const stages = [
      { durationMs: longest, target: 5 },
      { durationMs: 1, target: 5 },
    ]
    expect(problemsOf(open({ stages }))).toEqual([
      ['load.stages', `stages of at most ${longest} milliseconds in all`, JSON.stringify(stages)],
    ])
    expect(problemsOf(open({ stages: stages.slice(0, 1) }))).toBe('no problems')
  })

  test('pacing beside a think time of 0 is none', () => {
    expect(problemsOf(counted({ pacingMs: 100, thinkTimeMs: 0 }))).toBe('no problems')
    expect(problemsOf(counted({ pacingMs: 0, thinkTimeMs: 5 }))).toBe('no problems')
  })

  test('a ramp that begins above 0 may have a warm-up', () => {
    expect(problemsOf(closed({ startConcurrency: 1, warmupMs: 100 }))).toBe('no problems')
    expect(problemsOf(open({ stages: [{ durationMs: 0, target: 5 }, ...up], warmupMs: 100 }))).toBe(
      'no problems',
    )
  })
})
