import { describe, expect, test } from 'vitest'
import { historyOperations, historySchema } from '../../../src/config/history-schema.ts'
import { guaranteesSchema, resolveGuarantees } from '../../../src/config/resolve-guarantees.ts'
import { guarantees } from '../../../src/check/guarantees.ts'
import { check, z } from '../../../src/foundation/schema.ts'
import type { ScenarioLoad } from '../../../src/model/scenario.ts'

/** Path, expected, got and nearest of each problem. */
function problemsOf(input: unknown) {
  const resolved = resolveGuarantees(input, 'guarantees')
  return resolved.ok ? [] : resolved.problems.map(({ path, got, nearest }) => [path, got, nearest])
}
const pathsOf = (input: unknown) => problemsOf(input).map(([path]) => path)
const resolve = (input: unknown[]) => {
  const resolved = resolveGuarantees(input, 'guarantees')
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems))
  return resolved.value.map(({ name, label, options, definition }) => ({
    name,
    label,
    options,
    own: definition !== null,
  }))
}
const own = {
  name: 'own',
  summary: '',
  optionsSchema: z.strictObject({ most: z.number().default(3) }),
  check: () => ({}),
}

describe('what is asserted', () => {
  test('by name: every guarantee that needs no options', () => {
    const needy = ['capacity', 'lease']
    for (const { name } of guarantees) {
      if (!needy.includes(name)) expect(resolve([name])).toMatchObject([{ name, own: false }])
      else expect(problemsOf([name])).toEqual([['guarantees[0]', `"${name}"`, undefined]])
    }
  })

  test('by checker: a guarantee where it is one, with its label', () => {
    expect(
      resolve([
        { checker: 'fifo' },
        { checker: 'size-limit', options: { capacity: 3 } },
        { checker: 'lease', options: { visibilityMs: 5 } },
        { checker: 'priority-inversion' },
        { checker: 'total-queue', options: undefined },
      ]).map(({ name, label }) => [name, label]),
    ).toEqual([
      ['fifo', 'fifo'],
      ['capacity', 'capacity(3)'],
      ['lease', 'lease(5 ms)'],
      ['boundedInversion', 'boundedInversion(0)'],
      ['total-queue', 'total-queue'],
    ])
  })

  test('by a definition of the user, whatever it is called', () => {
    const [plain, named] = resolve([
      { checker: own },
      { checker: { ...own, name: 'fifo' }, options: { most: 1 } },
    ])
    expect(plain).toEqual({ name: 'own', label: 'own', options: { most: 3 }, own: true })
    expect(named).toEqual({ name: 'fifo', label: 'fifo', options: { most: 1 }, own: true })
  })

  test('by a class that is one', () => {
    class Fifo {
      static readonly summary = ''
      static readonly optionsSchema = z.strictObject({})
      static check() {}
      limit = 1
    }
    expect(resolve([{ checker: Fifo }])).toMatchObject([{ name: 'Fifo', own: true }])
  })

  test('without a prototype, or as a proxy', () => {
    expect(resolve([Object.assign(Object.create(null), { checker: 'fifo' })])).toHaveLength(1)
    expect(resolve([new Proxy({ checker: 'fifo' }, {})])).toHaveLength(1)
    expect(resolve([{ checker: new Proxy(own, {}) }])).toMatchObject([{ name: 'own', own: true }])
  })
})

describe('what is wrong', () => {
  test('is all told at once, with the nearest name', () => {
    expect(
      problemsOf([
        'atleastonce',
        'fifoPerKeys',
        { checker: 'fifos' },
        { checker: 'size-limit' },
        { checker: 'lease', options: { visibilityMs: -1, maxDelivery: 2 } },
        { checker: 'fifo', option: {} },
      ]),
    ).toEqual([
      ['guarantees[0]', 'unknown guarantee "atleastonce"', 'atLeastOnce'],
      ['guarantees[1]', 'unknown guarantee "fifoPerKeys"', 'fifoPerKey'],
      ['guarantees[2].checker', 'unknown checker "fifos"', 'fifo'],
      ['guarantees[3].options.capacity', 'nothing', undefined],
      ['guarantees[4].options.visibilityMs', '-1', undefined],
      ['guarantees[4].options.maxDelivery', 'unknown option "maxDelivery"', 'maxDeliveries'],
      ['guarantees[5].option', 'unknown option "option"', 'options'],
    ])
  })

  test.each([
    [undefined],
    [null],
    [7],
    [true],
    [[]],
    [['fifo']],
    [{}],
    [() => 'fifo'],
    [{ checkers: 'fifo' }],
  ])('no guarantee: %s', (given) => {
    expect(problemsOf([given])).toHaveLength(1)
  })

  test.each([
    [undefined],
    [null],
    [7],
    [{}],
    [{ ...own, check: undefined }],
    [{ ...own, name: 7 }],
    [{ ...own, optionsSchema: {} }],
  ])('no checker: %s', (checker) => {
    expect(pathsOf([{ checker }])).toEqual(['guarantees[0].checker'])
  })

  test('the log of a consumer group is not seen in a run', () => {
    expect(pathsOf([{ checker: 'log' }])).toEqual(['guarantees[0].checker'])
  })

  test('a hole in the list is a guarantee that is missing', () => {
    // eslint-disable-next-line no-sparse-arrays
    expect(problemsOf([, 'fifo'])).toEqual([['guarantees[0]', 'nothing', undefined]])
    expect(problemsOf(Array(2))).toHaveLength(2)
  })

  test('what throws when it is read is told, beside the rest', () => {
    const throws = (): never => {
      throw new Error('mine')
    }
    const got = 'an object that throws when it is read: mine'
    expect(
      problemsOf([
        new Proxy({}, { has: throws, get: throws }),
        Object.defineProperty({}, 'checker', { get: throws, enumerable: true }),
        { checker: Object.defineProperty({ ...own }, 'check', { get: throws }) },
        Object.defineProperty({ checker: 'fifo' }, 'options', { get: throws, enumerable: true }),
        'nonsense',
      ]),
    ).toEqual([
      ['guarantees[0]', got, undefined],
      ['guarantees[1]', got, undefined],
      ['guarantees[2]', got, undefined],
      ['guarantees[3]', got, undefined],
      ['guarantees[4]', 'unknown guarantee "nonsense"', undefined],
    ])
  })
})

test('an empty list is no list', () => {
  for (const input of [[], 'fifo', {}, null])
    expect(check(guaranteesSchema, input, 'guarantees').ok).toBe(false)
})

describe('how much of a history is kept', () => {
  const asserted = (input: unknown[]) => {
    const resolved = resolveGuarantees(input, '')
    return resolved.ok ? resolved.value : []
  }
  const loads = (plannedIterations: number | null) => [{ plan: { plannedIterations } } as ScenarioLoad]
  const kept = (
    given: boolean | { maxOperations: number } | undefined,
    input: unknown[] | null,
    iterations: number | null,
  ) => historyOperations(given, input && asserted(input), loads(iterations))

  test('as the user says', () => {
    expect(kept({ maxOperations: 5 }, ['fifo'], 1)).toBe(5)
    expect(kept(false, ['fifo'], 1)).toBe(0)
    expect(kept(true, null, null)).toBe(1_000_000)
  })

  test('or else where a guarantee needs one, or the load is short', () => {
    expect(kept(undefined, null, 100_000)).toBe(1_000_000)
    expect(kept(undefined, null, 100_001)).toBe(0)
    expect(kept(undefined, null, null)).toBe(0)
    expect(kept(undefined, ['atLeastOnce', 'exclusiveInbox'], null)).toBe(0)
    expect(kept(undefined, ['atLeastOnce', 'fifo'], null)).toBe(1_000_000)
    expect(kept(undefined, [{ checker: own }], null)).toBe(1_000_000)
    expect(kept(undefined, [{ checker: 'total-queue' }], null)).toBe(1_000_000)
  })

  test.each([0, -1, 1.5, 50_000_001, NaN, '5'])('not with maxOperations: %s', (maxOperations) => {
    expect(check(historySchema, { maxOperations }, 'history').ok).toBe(false)
  })
})
