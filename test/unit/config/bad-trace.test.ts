import { describe, expect, test } from 'vitest'
import { problemsOf, type Expected } from '../../support/problems-of.ts'

const aNumber = 'a number above 0'
const aTime = 'a number of milliseconds, 0 or more'
const aTrace = 'a path, a file URL, or an array of { at_ms, ... }'

describe('a trace that is wrong', () => {
  test.each<[string, unknown, Expected[]]>([
    [
      'a trace that is empty',
      { load: { executor: 'replay', trace: [] } },
      [['load', 'a load of at least one iteration', 'a load that starts none']],
    ],
    ['a trace that is missing', { load: { executor: 'replay' } }, [['load.trace', aTrace, 'nothing']]],
    ['a trace that is a number', { load: { executor: 'replay', trace: 7 } }, [['load.trace', aTrace, '7']]],
    [
      'a trace with a record without time',
      { load: { executor: 'replay', trace: [{ at_ms: 0 }, { at: 5 }] } },
      [['load.trace[1].at_ms', aTime, 'nothing']],
    ],
    [
      'a trace with records that are wrong, each for itself',
      {
        load: {
          executor: 'replay',
          trace: [{ at_ms: -1 }, null, { at_ms: 0, recipient: 7 }, { at_ms: '5' }, 'x', { at_ms: Infinity }],
        },
      },
      [
        ['load.trace[0].at_ms', aTime, '-1'],
        ['load.trace[1]', 'an object', 'null'],
        ['load.trace[2].recipient', 'a string', '7'],
        ['load.trace[3].at_ms', aTime, '"5"'],
        ['load.trace[4]', 'an object', '"x"'],
        ['load.trace[5].at_ms', aTime, 'Infinity'],
      ],
    ],
    [
      'a trace file that does not exist',
      { load: { executor: 'replay', trace: '/no/such/trace.jsonl' } },
      [['load.trace', 'a JSON Lines file', 'a file that does not exist (/no/such/trace.jsonl)']],
    ],
    [
      'a trace that goes back in time',
      { load: { executor: 'replay', trace: [{ at_ms: 9 }, { at_ms: 4 }] } },
      [['load.trace[1].at_ms', 'a number that is not below the one before, 9', '4']],
    ],
    [
      'a speed of 0',
      { load: { executor: 'replay', trace: [{ at_ms: 0 }], speed: 0 } },
      [['load.speed', aNumber, '0']],
    ],
  ])('%s', (_, options, expected) => {
    expect(problemsOf(options)).toEqual(expected)
  })
})
