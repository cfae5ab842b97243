import { describe, expect, test } from 'vitest'
import { runChecks } from '../../../../src/check/run-checks.ts'
import { resolveGuarantees } from '../../../../src/config/resolve-guarantees.ts'
import { z } from '../../../../src/foundation/schema.ts'
import { evidenceOf } from '../evidence-of.ts'

/** What a checker that reports `report` comes to. */
function judged(check: (operations: readonly unknown[], options: never) => unknown, more: object = {}) {
  const checker = {
    name: 'own',
    summary: '',
    optionsSchema: z.strictObject({ most: z.number().default(3) }),
    check,
    ...more,
  }
  const resolved = resolveGuarantees([{ checker }], 'guarantees')
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems))
  return runChecks(resolved.value, evidenceOf({ lines: ['enqueue 0', 'dequeue 0'] }))[0]!
}
const proof = { sentence: 'it is so', messages: [{ value: 'a', enqueue: [0, Infinity], dequeue: null }] }

test('is given the operations and its options, and its word counts', () => {
  let given: unknown[] = []
  const { guarantee, verdict } = judged((...all) => {
    given = all
    return { valid: true, verdict: 'pass', proof: null }
  })
  expect([guarantee, verdict]).toEqual(['own', 'pass'])
  expect(given[0]).toHaveLength(2)
  expect(given[1]).toEqual({ most: 3 })
  expect(judged(() => ({ valid: false, verdict: 'fail', proof }))).toMatchObject({
    verdict: 'fail',
    summary: 'it is so',
    examples: ['"a" went in from 0 on'],
  })
  expect(judged(() => ({ valid: 'unknown', verdict: 'invalid', proof: null })).verdict).toBe('invalid')
})

describe('a report that is none is no pass', () => {
  const rubbish: unknown[] = [
    undefined,
    null,
    true,
    'pass',
    {},
    [],
    { valid: true },
    { valid: false },
    { verdict: 'passed' },
    { verdict: true },
    { verdict: 'pass', valid: false },
    { verdict: 'pass', valid: 'unknown' },
    Promise.resolve({ valid: true, verdict: 'pass', proof: null }),
  ]
  test.each(rubbish.map((report) => [report]))('%j', (report) => {
    expect(judged(() => report)).toMatchObject({
      verdict: 'invalid',
      summary: expect.stringMatching(/^the checker failed: it /),
    })
  })

  test('nor is a checker that throws, whatever it throws', () => {
    for (const error of [new Error('no'), 'no', undefined, null]) {
      const { verdict } = judged(() => {
        throw error
      })
      expect(verdict).toBe('invalid')
    }
  })
})

describe('a violation stands without a proof that can be shown', () => {
  test.each([
    [undefined],
    [{}],
    [{ sentence: 'x' }],
    [{ sentence: 7, messages: [] }],
    [{ sentence: 'x', messages: [null] }],
    [{ sentence: 'x', messages: [{ value: 1 }] }],
    [{ sentence: 'x', messages: [{ value: 1, enqueue: [1], dequeue: null }] }],
    [{ sentence: 'x', messages: [{ value: 1, enqueue: ['a', 'b'], dequeue: null }] }],
  ])('%j', (bad) => {
    expect(judged(() => ({ valid: false, verdict: 'fail', proof: bad }))).toMatchObject({
      verdict: 'fail',
      summary: 'violated',
      proof: null,
    })
  })

  test('and shows at most 8 messages', () => {
    const messages = Array.from({ length: 20 }, (_, value) => ({
      value,
      enqueue: [value, value],
      dequeue: null,
    }))
    const found = judged(() => ({ valid: false, verdict: 'fail', proof: { sentence: 'many', messages } }))
    expect(found.examples).toHaveLength(8)
    expect(found.proof!.messages).toHaveLength(8)
    expect(found.examples[3]).toBe('3 went in at 3')
  })
})

test('what a checker does to its operations is not seen by others', () => {
  const evidence = evidenceOf({ lines: ['enqueue 0', 'enqueue 1', 'dequeue 0', 'dequeue 1'] })
  const check = (operations: unknown[]) => {
    operations.length = 0
    return { valid: true, verdict: 'pass', proof: null }
  }
  const checker = { name: 'own', summary: '', optionsSchema: z.unknown(), check }
  const resolved = resolveGuarantees([{ checker, options: {} }, 'fifo'], '')
  const checks = runChecks(resolved.ok ? resolved.value : [], evidence)
  expect(checks.map(({ verdict }) => verdict)).toEqual(['pass', 'pass'])
})
