import { describe, expect, test } from 'vitest'
import { formatProblem, InputError, nearestName, renderValue } from '../../../src/foundation/problem.ts'

describe('renderValue', () => {
  const circular: Record<string, unknown> = {}
  circular['self'] = circular
  test.each<[unknown, string]>([
    [undefined, 'nothing'],
    [null, 'null'],
    ['fast', '"fast"'],
    [Number.NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [true, 'true'],
    [10n, '10n'],
    [Symbol('s'), 'Symbol(s)'],
    [function start() {}, 'function start'],
    [(() => () => {})(), 'a function'],
    [{ a: 1 }, '{"a":1}'],
    [[1, 'x'], '[1,"x"]'],
    [new URL('file:///a/b'), 'file:///a/b'],
    [/x/u, '/x/u'],
    [circular, 'an object that refers to itself'],
    ['x'.repeat(100), `"${'x'.repeat(56)}...`],
  ])('shows %o as %s', (value, shown) => {
    expect(renderValue(value)).toBe(shown)
  })
})

describe('nearestName', () => {
  const names = ['ratePerSecond', 'durationMs', 'maxInFlight', 'agents']
  test.each([
    ['ratePerSeconds', 'ratePerSecond'],
    ['rateperSecond', 'ratePerSecond'],
    ['duration', 'durationMs'],
    ['max', 'maxInFlight'],
    ['agent', 'agents'],
    ['Agents', 'agents'],
    ['somethingElseEntirely', undefined],
    ['zz', undefined],
  ])('takes %s for %s', (name, nearest) => {
    expect(nearestName(name, names)).toBe(nearest)
  })
})

describe('InputError', () => {
  const rate = { path: 'load.ratePerSecond', expected: 'a number above 0', got: '"fast"' }
  const typo = {
    path: 'budget',
    expected: 'one of budgets',
    got: 'unknown option "budget"',
    nearest: 'budgets',
  }

  test('formats a problem as path, expected, got and the nearest name', () => {
    expect(formatProblem(rate)).toBe('load.ratePerSecond: expected a number above 0, got "fast"')
    expect(formatProblem(typo)).toBe(
      'budget: expected one of budgets, got unknown option "budget"; did you mean "budgets"?',
    )
  })

  test('says every problem at once, and has no stack', () => {
    const error = new InputError('stressTest', [rate, typo])
    expect(error.message).toBe(`stressTest: 2 problems\n  ${formatProblem(rate)}\n  ${formatProblem(typo)}`)
    expect(error.stack).toBe(`InputError: ${error.message}`)
    expect(error.problems).toEqual([rate, typo])
  })

  test('says "1 problem" of one', () => {
    expect(new InputError('stressTest', [rate]).message).toMatch(/^stressTest: 1 problem\n/)
  })
})
