import { describe, expect, test } from 'vitest'
import { problemsOf, type Expected } from '../../support/problems-of.ts'

const open = { executor: 'constant-arrival-rate', ratePerSecond: 10, durationMs: 1_000 }
const closed = { executor: 'shared-iterations', iterations: 10 }
const named = 'a name that begins with a letter, a digit or _ and has at most 100 of these, spaces and .:/-'
const aFunction = 'a function'
const slots =
  'a number: in an open load, virtual users are the slots that iterations run in, and the hooks of a user run for each'

describe('loads that are wrong', () => {
  test.each<[string, unknown, Expected[]]>([
    [
      'beside one load',
      { load: open, loads: { a: open } },
      [['load', 'nothing beside `loads`', '{"executor":"constant-arrival-rate","ratePerSecond":10,"d...']],
    ],
    ['none', { loads: {} }, [['loads', '1 to 20 loads', 'none']]],
    [
      'too many',
      { loads: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`l${index}`, closed])) },
      [['loads', '1 to 20 loads', '21']],
    ],
    [
      'as a list',
      { loads: [open] },
      [
        [
          'loads',
          'an object of loads by name: { steady: { executor: ... }, ... }',
          '[{"executor":"constant-arrival-rate","ratePerSecond":10,"...',
        ],
      ],
    ],
    [
      'as null',
      { loads: null },
      [['loads', 'an object of loads by name: { steady: { executor: ... }, ... }', 'null']],
    ],
    ['with a name that stands for all', { loads: { '*': closed } }, [['loads.*', named, '"*"']]],
    ['without a name', { loads: { '': closed } }, [['loads.', named, '""']]],
    ['one that is a number', { loads: { a: 7 } }, [['loads.a', 'an object with an executor', '7']]],
    [
      'each in its own way',
      { loads: { a: { ...open, ratePerSecond: 'fast' }, b: { ...closed, startAfterMs: -1 } } },
      [
        ['loads.a.ratePerSecond', 'a number above 0', '"fast"'],
        ['loads.b.startAfterMs', 'a number of milliseconds, 0 or more', '-1'],
      ],
    ],
    [
      'a slip in startAfterMs',
      { loads: { a: { ...closed, startAfter: 5 } } },
      [
        [
          'loads.a.startAfter',
          'one of executor, startAfterMs, agents, warmupMs, iterationTimeoutMs, drainMs, thinkTimeMs, pacingMs, iterations, concurrency, maxDurationMs',
          'unknown option "startAfter"',
          'startAfterMs',
        ],
      ],
    ],
    [
      'a trace of one of them that goes back in time',
      { loads: { a: { executor: 'replay', trace: [{ at_ms: 2 }, { at_ms: 1 }] } } },
      [['loads.a.trace[1].at_ms', 'a number that is not below the one before, 2', '1']],
    ],
    [
      'a budget on one that is not there',
      { loads: { steady: open }, budgets: { loads: { stedy: { failures: { max: 0 } } } } },
      [['budgets.loads.stedy', 'one of steady', 'unknown load "stedy"', 'steady']],
    ],
    [
      'a budget on loads where there is one',
      { load: open, budgets: { loads: { '*': { failures: { max: 0 } } } } },
      [['budgets.loads.*', 'loads with names (`loads`)', 'one load (`load`)']],
    ],
    [
      'a budget on the lateness of a closed one',
      { loads: { a: open, b: closed }, budgets: { loads: { b: { lateness: { max: { maxMs: 1 } } } } } },
      [
        [
          'budgets.loads.b.lateness',
          'an open model: shared-iterations starts work when old work ends, so nothing can be late',
          'a budget on lateness',
        ],
      ],
    ],
  ])('%s', (_, options, expected) => {
    expect(problemsOf(options)).toEqual(expected)
  })
})

describe('precise timing', () => {
  const precise = { ...open, timing: 'precise' }
  const real = "'standard', because no start is late in virtual time"

  test.each<[string, unknown, Expected[]]>([
    ['in virtual time', { load: precise, time: 'virtual' }, [['load.timing', real, "'precise'"]]],
    [
      'of one load among several in virtual time',
      { loads: { a: open, b: precise, c: closed }, time: 'virtual' },
      [['loads.b.timing', real, "'precise'"]],
    ],
    [
      'of a closed load',
      { load: { ...closed, timing: 'precise' } },
      [['load.timing', expect.stringContaining('thinkTimeMs'), 'unknown option "timing"']],
    ],
    [
      'with a slip in its name',
      { load: { ...open, timing: 'precice' } },
      [['load.timing', 'one of "standard", "precise"', '"precice"', 'precise']],
    ],
  ])('%s is refused', (_, options, expected) => {
    expect(problemsOf(options)).toEqual(expected)
  })

  test('is for open loads in real time', () => {
    expect(problemsOf({ load: precise })).toBe('no problems')
    expect(problemsOf({ loads: { a: precise, b: closed } })).toBe('no problems')
  })
})

describe('hooks that are wrong', () => {
  test.each<[string, unknown, Expected[]]>([
    ['a setup that is no function', { setup: {} }, [['setup', aFunction, '{}']]],
    ['a teardown that is a promise', { teardown: Promise.resolve() }, [['teardown', aFunction, 'a promise']]],
    [
      'a hook of users that is a string',
      { beforeEachUser: 'login' },
      [['beforeEachUser', aFunction, '"login"']],
    ],
    ['a hook of users that is null', { afterEachUser: null }, [['afterEachUser', aFunction, 'null']]],
    ['a limit of 0', { hookTimeoutMs: 0 }, [['hookTimeoutMs', 'a number of milliseconds above 0', '0']]],
    [
      'users of an open load that says not how many',
      { load: open, beforeEachUser: () => 1 },
      [['load.maxInFlight', slots, 'nothing']],
    ],
    [
      'users of one open load among several',
      { loads: { a: { ...open, maxInFlight: 3 }, b: open, c: closed }, afterEachUser: () => 1 },
      [['loads.b.maxInFlight', slots, 'nothing']],
    ],
    [
      'a slip in the name of a hook',
      { beforEachUser: () => 1 },
      [
        [
          'beforEachUser',
          expect.stringContaining('beforeEachUser'),
          'unknown option "beforEachUser"',
          'beforeEachUser',
        ],
      ],
    ],
  ])('%s', (_, options, expected) => {
    expect(problemsOf(options)).toEqual(expected)
  })
})
