import { expect, test } from 'vitest'
import { problemsOf, type Expected } from '../../support/problems-of.ts'

const guaranteeNames =
  'one of atLeastOnce, atMostOnce, exactlyOnce, exclusiveInbox, fifo, fifoPerKey, priority, boundedInversion, capacity, lease'
const checkerNames =
  'one of queue, total-queue, unique-ids, fifo, priority, stable-priority, priority-inversion, per-key-order, routing, size-limit, fairness, lease'
const nameOrChecker = 'the name of a guarantee, or { checker, options }'
const aCount = 'a whole number above 0'

test.each<[string, unknown, Expected[]]>([
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
  ['a history that is no size', { history: { maxOperations: 0 } }, [['history.maxOperations', aCount, '0']]],
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
])('%s', (_, options, expected) => {
  expect(problemsOf(options)).toEqual(expected)
})
