import { describe, expect, test } from 'vitest'
import {
  check,
  count,
  fraction,
  joinPath,
  milliseconds,
  oneOf,
  positive,
  text,
  wholeFromZero,
  z,
} from '../../../src/foundation/schema.ts'

const schema = z.strictObject({
  name: text(),
  rate: positive(),
  share: fraction().optional(),
  mode: oneOf(['fast', 'slow']).default('fast'),
  stages: z.array(z.strictObject({ durationMs: milliseconds() })).optional(),
  groups: z.record(z.string(), z.strictObject({ max: wholeFromZero() })).optional(),
  agents: count().optional(),
})

describe('check', () => {
  test('gives the value with defaults applied', () => {
    expect(check(schema, { name: 'a', rate: 2 }, 'load')).toEqual({
      ok: true,
      value: { name: 'a', rate: 2, mode: 'fast' },
    })
  })

  test('reports all problems at once, each below the base path', () => {
    const input = {
      name: '',
      rate: 'fast',
      share: 1.5,
      mode: 'quick',
      stages: [{ durationMs: 1 }, { durationMs: -1, durationMS: 3 }],
      groups: { a: { mx: 1 } },
      agents: 1.5,
      rates: 3,
      zzzzzz: 4,
    }
    const checked = check(schema, input, 'load')
    if (checked.ok) throw new Error('it should not pass')
    expect([...checked.problems].sort((a, b) => a.path.localeCompare(b.path))).toEqual([
      { path: 'load.agents', expected: 'a whole number above 0', got: '1.5' },
      { path: 'load.groups.a.max', expected: 'a whole number of 0 or more', got: 'nothing' },
      { path: 'load.groups.a.mx', expected: 'one of max', got: 'unknown option "mx"', nearest: 'max' },
      { path: 'load.mode', expected: 'one of "fast", "slow"', got: '"quick"' },
      { path: 'load.name', expected: 'a string that is not empty', got: '""' },
      { path: 'load.rate', expected: 'a number above 0', got: '"fast"' },
      {
        path: 'load.rates',
        expected: 'one of name, rate, share, mode, stages, groups, agents',
        got: 'unknown option "rates"',
        nearest: 'rate',
      },
      { path: 'load.share', expected: 'a number from 0 to 1', got: '1.5' },
      { path: 'load.stages[1].durationMs', expected: 'a number of milliseconds above 0', got: '-1' },
      {
        path: 'load.stages[1].durationMS',
        expected: 'one of durationMs',
        got: 'unknown option "durationMS"',
        nearest: 'durationMs',
      },
      {
        path: 'load.zzzzzz',
        expected: 'one of name, rate, share, mode, stages, groups, agents',
        got: 'unknown option "zzzzzz"',
      },
    ])
  })

  test('names the type that was expected where a schema has no words of its own', () => {
    const checked = check(z.strictObject({ a: z.strictObject({}) }), { a: [] }, '')
    expect(checked).toEqual({ ok: false, problems: [{ path: 'a', expected: 'an object', got: '[]' }] })
  })

  test('writes paths as a user would', () => {
    expect(joinPath('', ['load', 'stages', 2, 'target'])).toBe('load.stages[2].target')
    expect(joinPath('load', [])).toBe('load')
  })
})
