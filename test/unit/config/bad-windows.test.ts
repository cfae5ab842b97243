import { expect, test } from 'vitest'
import { problemsOf, type Expected } from '../../support/problems-of.ts'

const length = 'a length in whole seconds: 1000, 2000, ... up to 86400000 milliseconds'
const fields =
  'one of everyMs, abortOnBreach, throughput, latency, serviceTime, lateness, successRate, failures, dropped, unfinished'
const aLimit = 'a limit: { successRate: { min: 0.99 } }, for example'
const abort = 'true, or { afterMs } with a number of milliseconds'
const ok = { failures: { max: 5 } }
const load = { executor: 'constant-arrival-rate', ratePerSecond: 1, durationMs: 8_000, warmupMs: 4_000 }
const at = (index: number, field: string): string => `budgets.windows[${index}].${field}`

test.each<[string, unknown, Expected[]]>([
  [
    'an object',
    { everyMs: 1_000, ...ok },
    [['budgets.windows', 'a list of { everyMs, ...limits }', '{"everyMs":1000,"failures":{"max":5}}']],
  ],
  ['no length', [ok], [[at(0, 'everyMs'), length, 'nothing']]],
  ['seconds', [{ everyMs: 10, ...ok }], [[at(0, 'everyMs'), length, '10']]],
  ['a second and a half', [{ everyMs: 1_500, ...ok }], [[at(0, 'everyMs'), length, '1500']]],
  ['two days', [{ everyMs: 172_800_000, ...ok }], [[at(0, 'everyMs'), length, '172800000']]],
  ['text', [{ everyMs: '10s', ...ok }], [[at(0, 'everyMs'), length, '"10s"']]],
  [
    'one length twice',
    [
      { everyMs: 2_000, ...ok },
      { everyMs: 2_000, ...ok },
    ],
    [[at(1, 'everyMs'), 'one entry for each length, since results are named by it', '2000 again']],
  ],
  [
    'no limit',
    [{ everyMs: 1_000, abortOnBreach: true, latency: {} }],
    [['budgets.windows[0]', aLimit, 'none']],
  ],
  [
    'an unknown limit',
    [{ everyMs: 1_000, sucessRate: { min: 1 } }],
    [[at(0, 'sucessRate'), fields, 'unknown option "sucessRate"', 'successRate']],
  ],
  [
    'a limit that no window has',
    [{ everyMs: 1_000, heapPeak: { maxBytes: 1 } }],
    [[at(0, 'heapPeak'), fields, 'unknown option "heapPeak"']],
  ],
  ['no abort', [{ everyMs: 1_000, ...ok, abortOnBreach: false }], [[at(0, 'abortOnBreach'), abort, 'false']]],
  [
    'a grace period in seconds',
    [{ everyMs: 1_000, ...ok, abortOnBreach: { afterSeconds: 3 } }],
    [[at(0, 'abortOnBreach'), abort, '{"afterSeconds":3}']],
  ],
  [
    'lateness in a closed model',
    [{ everyMs: 1_000, lateness: { max: { maxMs: 1 } } }],
    [
      [
        at(0, 'lateness'),
        'an open model: per-agent-iterations starts work when old work ends, so nothing can be late',
        'a budget on lateness',
      ],
    ],
  ],
])('windows that are wrong: %s', (_, windows, expected) => {
  expect(problemsOf({ budgets: { windows } })).toEqual(expected)
})

test('the speed of a window that the load cannot fill has no figure', () => {
  const windows = [{ everyMs: 9_000, throughput: { minPerSecond: 1 } }]
  expect(problemsOf({ load, budgets: { windows } })).toEqual([
    [
      at(0, 'everyMs'),
      'at most the 8000 ms of the load after its warm-up, because throughput is judged in whole windows',
      '9000',
    ],
  ])
  expect(
    problemsOf({ load, budgets: { windows: [{ everyMs: 8_000, throughput: { minPerSecond: 1 } }] } }),
  ).toBe('no problems')
  expect(problemsOf({ load, budgets: { windows: [{ everyMs: 9_000, ...ok }] } })).toBe('no problems')
})
