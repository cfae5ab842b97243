import { describe, expect, test } from 'vitest'
import { defineFault } from '../../../src/chaos/fault.ts'
import { problemsOf, type Expected } from '../../support/problems-of.ts'
import { resolveCapacity } from '../../../src/config/resolve-capacity.ts'
import { runProcessor, runQueue } from '../chaos/support.ts'

const kill = defineFault({
  kind: 'kill',
  summary: 'Kills it.',
  layer: 'process',
  parameters: {},
  alone: true,
  point: {
    expected: 'a process',
    accepts: (value): value is { pid: number } => Object.hasOwn(value as object, 'pid'),
  },
  open: () => () => {},
})
const load = { executor: 'constant-concurrency', agents: 3, concurrency: 3, durationMs: 1_000 }
const base = { load, target: () => ({}) }

const cases: [string, object, Expected[]][] = [
  [
    'no list',
    { faults: 'all' },
    [['faults', 'a list of faults: [{ kind: "ack-lost", at: { call: 40 } }]', '"all"']],
  ],
  [
    'parameters, ids, agents, places and times, all at once',
    {
      faults: [
        { kind: 'delay', delayMs: 'long', when: 'befor', until: { times: 0 } },
        { kind: 'delay', id: 'x', at: { cal: 4 } },
        { kind: 'delay', id: 'x', at: { ms: 5, call: 4 } },
        { kind: 'ack-lost', id: 'x', where: { agent: 'Agent-33' } },
        { kind: 'ack-lost', id: 'x', at: { ms: 1_000 } },
        { kind: 'ack-lost', at: { ms: 900 }, until: { forMs: 200 } },
        { kind: 'ack-lost', at: { ms: 900 }, until: { ms: 800 }, sites: ['queue.akc'] },
      ],
    },
    [
      ['faults[0].until.times', 'a whole number above 0', '0'],
      ['faults[0].delayMs', 'a number of milliseconds above 0', '"long"'],
      ['faults[0].when', 'one of "before", "after"', '"befor"', 'before'],
      ['faults[1].at.cal', 'one of ms, operations, call, site, agent', 'unknown option "cal"', 'call'],
      ['faults[1].at', 'one of { ms }, { operations } and { call, site?, agent? }', '{"cal":4}'],
      ['faults[2].at', 'one of { ms }, { operations } and { call, site?, agent? }', '{"ms":5,"call":4}'],
      ['faults[6].sites[0]', 'one of "queue.ack", "queue.nack"', '"queue.akc"', 'queue.ack'],
      ['faults[3].where.agent', 'one of Agent-1, Agent-2, Agent-3', 'unknown agent "Agent-33"', 'Agent-3'],
      ['faults[4].id', 'an id of its own', '"x", as in faults[3]'],
      ['faults[4].at.ms', 'less than 1000, the planned end of the load', '1000'],
      [
        'faults[5].until',
        'a window that ends by 1000 ms, the planned end of the load',
        'one that ends at 1100 ms',
      ],
    ],
  ],
  [
    'a place after the last iteration',
    {
      load: { executor: 'shared-iterations', iterations: 20 },
      faults: [
        { kind: 'drop', at: { operations: 19 } },
        { kind: 'drop', at: { operations: 20 } },
      ],
    },
    [['faults[1].at.operations', 'less than 20, the planned iterations of the load', '20']],
  ],
  [
    'ends that come before the beginning, or never',
    {
      load: { executor: 'shared-iterations', iterations: 20 },
      faults: [
        { kind: 'drop', at: { operations: 5 }, until: { operations: 20 } },
        { kind: 'drop', at: { operations: 5 }, until: { operations: 5 } },
        { kind: 'drop', at: { operations: 5 }, until: { operations: 21 } },
        { kind: 'drop', at: { call: 5 }, until: { call: 5 } },
        { kind: 'drop', at: { call: 5, agent: 'a' }, until: { call: 4 } },
        { kind: 'drop', at: { call: 5 }, until: { call: 4, agent: 'a' } },
        { kind: 'drop', at: { call: 5 }, until: { call: 4, site: 'queue.ack' } },
      ],
    },
    [
      ['faults[1].until.operations', 'more than 5, when it opens', '5'],
      ['faults[2].until.operations', 'at most 20, the planned iterations of the load', '21'],
      ['faults[3].until.call', 'more than 5, when it opens', '5'],
      ['faults[4].until.call', 'more than 5, when it opens', '4'],
    ],
  ],
  [
    'definitions of their own that lack what they need',
    {
      faults: [
        { kind: { kind: 'a', layer: 'queu', parameters: {}, sites: ['queue.akc'], apply: () => {} } },
        { kind: { kind: 'b', layer: 'queue', parameters: {}, sites: [], apply: () => {} } },
        { kind: { kind: 'c', layer: 'queue', parameters: {}, sites: 'queue.ack', apply: () => {} } },
        { kind: { kind: 'd', layer: 'queue', parameters: {}, open: () => {} } },
        { kind: { kind: 'e', layer: 'queue', parameters: {}, open: () => {}, point: {} } },
      ],
    },
    [
      [
        'faults[0].kind.layer',
        'one of core, queue, tcp, process, runtime, clock, storage',
        'unknown layer "queu"',
        'queue',
      ],
      [
        'faults[0].kind.sites[0]',
        'one of core.sendMessage, queue.enqueue, queue.dequeue, queue.ack, queue.nack, consumer.handle',
        'unknown site "queue.akc"',
        'queue.ack',
      ],
      ['faults[1].kind.sites', 'a list of at least one site', '[]'],
      ['faults[2].kind.sites', 'a list of at least one site', '"queue.ack"'],
      [
        'faults[3].kind.point',
        'null, for what acts on the process of the load itself, or { expected, accepts }',
        'nothing',
      ],
      [
        'faults[4].kind.point',
        'null, for what acts on the process of the load itself, or { expected, accepts }',
        '{}',
      ],
    ],
  ],
  [
    'a clock that runs as it should',
    { faults: [{ kind: 'clock-skew', rate: 1 }] },
    [['faults[0].rate', 'a number above 0, and not 1', '1']],
  ],
  [
    'two that one point cannot bear at a time, and calls of what has none',
    {
      faults: [
        { kind: kill, at: { ms: 100 }, until: { ms: 300 } },
        { kind: kill, at: { ms: 200 }, until: { forMs: 300 } },
        { kind: kill, at: { ms: 600 }, until: { times: 3 } },
        { kind: kill, at: { call: 40 } },
      ],
    },
    [
      [
        'faults[1].at',
        'a time when "kill-1" is not open: of kill, one fault point can bear one at a time',
        'a window that overlaps that of faults[0]',
      ],
      [
        'faults[2].until',
        '{ ms }, { forMs } or { operations }, because "kill" is open over a time',
        '{"times":3}',
      ],
      ['faults[3].at.site', 'a site ("queue.ack"), because "kill" has no calls of its own', 'nothing'],
    ],
  ],
  [
    'chaos beside faults, and beside no target',
    { faults: [{ kind: 'drop' }], chaos: { intensity: 2, swarms: true }, target: undefined },
    [
      ['chaos.intensity', 'a number from 0 to 1', '2'],
      ['chaos.swarms', 'one of intensity, kinds, swarm', 'unknown option "swarms"', 'swarm'],
      ['faults', 'a target for things to go wrong in', 'a scenario without target'],
      ['chaos', 'a target for things to go wrong in', 'a scenario without target'],
      ['chaos', 'either `faults` or `chaos`', 'both'],
    ],
  ],
]

describe('faults that are wrong', () => {
  test.each(cases)('%s', (_, options, expected) => {
    expect(problemsOf({ ...base, ...options })).toEqual(expected)
  })

  test('what follows at once does not overlap; what has no end does', () => {
    const two = (until: object | undefined) =>
      problemsOf({
        ...base,
        faults: [
          { kind: kill, at: { ms: 100 }, until },
          { kind: kill, at: { ms: 300 } },
        ],
      })
    expect(two({ ms: 300 })).toBe('no problems')
    expect((two(undefined) as Expected[]).map(([path]) => path)).toEqual(['faults[1].at'])
  })

  test('an unknown kind is told with the nearest', () => {
    const [problem] = problemsOf({ ...base, faults: [{ kind: 'ack-lots' }] }) as Expected[]
    expect([problem![0], problem![2], problem![3]]).toEqual([
      'faults[0].kind',
      'unknown kind of fault "ack-lots"',
      'ack-lost',
    ])
  })

  test('several workers, and a search for capacity, know none', () => {
    const found = problemsOf({ ...base, workers: 2, faults: [{ kind: 'drop' }] }) as Expected[]
    expect(found.map(([path, expected]) => [path, expected])).toContainEqual([
      'faults',
      'nothing with several workers: each has a target of its own',
    ])
    const search = { minPerSecond: 1, maxPerSecond: 2 }
    const budgets = { latency: { p99: { maxMs: 10 } } }
    const resolved = resolveCapacity({ search, budgets, faults: [{ kind: 'drop' }] }, { seed: 1 })
    expect(resolved).toMatchObject({
      ok: false,
      problems: [
        {
          path: 'faults',
          expected: 'nothing: findCapacity measures what holds while nothing goes wrong; use stressTest',
        },
      ],
    })
  })
})

describe('what a target lacks is told before the load, all at once', () => {
  test('at a bare queue', async () => {
    const { metrics } = await runQueue({
      faults: [
        { kind: 'consumer-crash' },
        { kind: kill },
        { kind: 'delay', on: 'quue' },
        { kind: 'drop', on: 'files' },
        { kind: 'delay', sites: ['queue.enqueue', 'core.sendMessage'] },
      ],
      faultPoints: () => ({ files: {} }),
    })
    expect([metrics.verdict, metrics.cause, metrics.total_processed]).toEqual(['invalid', 'error', 0])
    expect(metrics.problems.join('\n').split('\n')).toEqual([
      'what faults act on: 5 problems',
      '  faults[0].on: expected a target with "consumer" for "consumer-crash": the kit\'s processor and queues are recognised, anything else is named in `faultPoints`, got a target with "files", "queue"',
      '  faults[1].on: expected a process for "kill", named in `faultPoints`, got a target with "files", "queue"',
      '  faults[2].on: expected one of files, queue, got unknown fault point "quue"; did you mean "queue"?',
      '  faults[3].on: expected a target with "queue", "core" for "drop": the kit\'s processor and queues are recognised, anything else is named in `faultPoints`, got "files", which is something else',
      '  faults[4].sites: expected sites of one fault point: give "core.sendMessage" a fault of its own, got "queue.enqueue", "core.sendMessage"',
    ])
  })

  test.each([
    ['null', null],
    ['a promise', Promise.resolve({ files: {} })],
    ['[]', []],
  ])('where its fault points are no object: %s', async (got, points) => {
    const { metrics } = await runQueue({ faults: [{ kind: 'drop' }], faultPoints: () => points })
    expect([metrics.verdict, metrics.total_processed]).toEqual(['invalid', 0])
    expect(metrics.problems).toEqual([
      `what faults act on: 1 problem\n  faultPoints: expected a function that returns an object at once, got one that returns ${got}`,
    ])
  })

  test('where it has several', async () => {
    const { metrics } = await runProcessor({
      faults: [{ kind: 'ack-lost' }],
      faultPoints: (target: object) => ({ one: target, other: { ...queueLike } }),
    })
    expect(metrics.problems.join('\n')).toContain(
      'faults[0].on: expected one of "one.queue", "other", because it could act on each, got nothing',
    )
  })
})

const nothing = (): void => {}
const queueLike = {
  enqueue: nothing,
  offer: nothing,
  take: nothing,
  dequeue: nothing,
  ack: nothing,
  nack: nothing,
}
