import { describe, expect, test } from 'vitest'
import { resolveScenario } from '../../../src/config/resolve-scenario.ts'
import { InputError, type Problem } from '../../../src/foundation/problem.ts'
import { defineExecutor } from '../../../src/load/executor.ts'

function problemsWith(shape: () => unknown, model: 'open' | 'closed' = 'closed'): Problem[] {
  const executor = defineExecutor({
    name: 'mine',
    summary: 'one of my own',
    model,
    fields: {},
    shape: shape as () => never,
  })
  const resolved = resolveScenario({ load: { executor } }, { seed: 1, timeoutMs: null })
  return resolved.ok ? [] : resolved.problems
}

function problemsOf(shape: unknown, model: 'open' | 'closed'): [string, string][] {
  return problemsWith(() => shape, model).map(({ path, expected }) => [path, expected])
}

const place = 'load: shape() of executor "mine"'
const closed = { model: 'closed', groups: 1, usersPerGroup: 2, iterationsPerGroup: 10, durationMs: null }

describe('an executor of one’s own', () => {
  test('may be passed in place of a name', () => {
    expect(problemsOf(closed, 'closed')).toEqual([])
  })

  test.each<[string, unknown, 'open' | 'closed', [string, string][]]>([
    ['no shape', undefined, 'closed', [[place, 'an object']]],
    [
      'no users and a negative duration',
      { ...closed, usersPerGroup: 0, durationMs: -5 },
      'closed',
      [
        [`${place}.usersPerGroup`, 'a whole number above 0'],
        [`${place}.durationMs`, 'a finite number of milliseconds above 0, or null'],
      ],
    ],
    [
      'a load without end',
      { ...closed, iterationsPerGroup: null },
      'closed',
      [[place, 'iterationsPerGroup or durationMs']],
    ],
    [
      'a rate that is not finite',
      {
        model: 'open',
        process: 'uniform',
        segments: [{ durationMs: 10, fromPerSecond: Infinity, toPerSecond: 1 }],
      },
      'open',
      [[`${place}.segments[0].fromPerSecond`, 'a finite rate of 0 or more']],
    ],
    [
      'times that go back',
      { model: 'open', arrivals: { kind: 'times', timesMs: [5, 4] }, agentOfIteration: null },
      'open',
      [[`${place}.arrivals.timesMs`, 'ascending times']],
    ],
  ])('%s is told as a problem', (_, shape, model, problems) => {
    expect(problemsOf(shape, model)).toEqual(problems)
  })
})

describe('a shape() that throws', () => {
  const raise = (reason: unknown) => (): never => {
    throw reason
  }

  test.each<[unknown, string]>([
    [new TypeError('no such stage'), 'an error: no such stage'],
    ['a text', 'an error: a text'],
    [undefined, 'an error: undefined'],
  ])('is told as a problem: %o', (reason, got) => {
    expect(problemsWith(raise(reason))).toEqual([{ path: 'load: executor "mine"', expected: 'a plan', got }])
  })

  test('an InputError tells its own problems', () => {
    const problems = [
      { path: 'load.stages', expected: 'a file', got: 'nothing' },
      { path: 'load.start', expected: 'a number', got: 'nothing' },
    ]
    expect(problemsWith(raise(new InputError('mine', problems)))).toEqual(problems)
  })
})
