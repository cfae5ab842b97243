import { describe, expect, test } from 'vitest'
import { problemsOf, type Expected } from '../../support/problems-of.ts'

const aCount = 'a whole number above 0'
const someMs = 'a number of milliseconds above 0'

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
          'one of executor, agents, warmupMs, iterationTimeoutMs, drainMs, maxInFlight, maxQueueMs, timing, stages, startRatePerSecond, arrivals',
          'unknown option "pacingMs"',
          'drainMs',
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
      ['load.stages', `stages of at most ${longest} milliseconds in all`, expect.stringContaining('[{')],
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
