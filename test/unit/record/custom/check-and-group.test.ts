import { afterEach, describe, expect, test } from 'vitest'
import { check } from '../../../../src/record/custom/check.ts'
import { group } from '../../../../src/record/custom/group.ts'
import { beginInstruments, type Instruments } from '../../../../src/record/custom/instruments.ts'

let now = 0
let open: Instruments[] = []
afterEach(() => {
  for (const each of open.toReversed()) each.end()
  open = []
})
function begin(): Instruments {
  const instruments = beginInstruments({}, () => now)
  open.push(instruments)
  return instruments
}

describe('check', () => {
  test('counts by name, and says what it was told', () => {
    const run = begin()
    expect([check('a', true), check('a', false), check('b', true), check('a', true)]).toEqual([
      true,
      false,
      true,
      true,
    ])
    expect([...run.read().checks]).toEqual([
      ['a', { passed: 2, failed: 1 }],
      ['b', { passed: 1, failed: 0 }],
    ])
  })

  test.each([[1], [Promise.resolve(true)], ['yes'], [undefined], [null]])(
    '%o is neither true nor false',
    (value) => {
      begin()
      expect(() => check('a', value as never)).toThrow(TypeError)
      expect(() => check('a', value as never)).toThrow('check("a"): expected true or false, got')
    },
  )

  test('outside of a run it throws, and so does one without a name', () => {
    expect(() => check('a', true)).toThrow('check("a") was called outside of a run')
    begin()
    expect(() => check('', true)).toThrow('check: expected a name that is not empty, got ""')
  })

  test('more than a thousand names are too many', () => {
    const run = begin()
    for (let index = 0; index < 1_000; index++) check(`check ${index}`, true)
    expect(run.checks.overflowed).toBe(false)
    check('one more', true)
    const { checks, checksOverflowed } = run.read()
    expect([checks.size, checksOverflowed()]).toEqual([1_000, true])
  })

  test('hears only the run that is under way', () => {
    const outer = begin()
    const inner = begin()
    check('a', true)
    inner.end()
    open.pop()
    check('b', true)
    expect([...outer.read().checks.keys()]).toEqual(['b'])
    expect([...inner.read().checks.keys()]).toEqual(['a'])
  })
})

/** As a query builder makes it: each `then` starts the query. */
function queryOf(start: () => Promise<number>): PromiseLike<number> {
  // oxlint-disable-next-line unicorn/no-thenable -- that is what it is about
  return { then: (...calls) => start().then(...calls) }
}

describe('group', () => {
  test('times what is synchronous, and returns what that returned', () => {
    const run = begin()
    expect(group('a', () => (now += 5))).toBe(now)
    expect(run.read().groups.get('a')!.series.stats()).toMatchObject({ count: 1, max_ms: 5 })
  })

  test('times a promise until it settles', async () => {
    const run = begin()
    let settle: (value: number) => void = () => {}
    const given = group('a', () => new Promise<number>((resolve) => (settle = resolve)))
    now += 30
    settle(7)
    expect(await given).toBe(7)
    expect(run.read().groups.get('a')!.series.stats()).toMatchObject({ count: 1, max_ms: 30 })
  })

  test('that never ends counts at its age, as failed', () => {
    const run = begin()
    void group('hangs', () => new Promise(() => {}))
    now += 70
    expect(run.read().groups.get('hangs')).toMatchObject({ failed: 1, series: { count: 1, maxMs: 70 } })
  })

  test('does not count in the steady phase what began before it', async () => {
    const run = begin()
    let settle: () => void = () => {}
    const cold = group('a', () => new Promise<void>((resolve) => (settle = resolve)))
    now += 500
    run.restart()
    settle()
    await cold
    group('a', () => (now += 5))
    expect(run.read().groups.get('a')!.series.stats()).toMatchObject({ count: 1, max_ms: 5 })
  })

  test('awaits a query that starts with `then` once, and returns what it came to', async () => {
    const run = begin()
    let started = 0
    const query = queryOf(async () => {
      started++
      now += 4
      return 3
    })
    const given = group('query', () => query)
    expect([await given, await given, started]).toEqual([3, 3, 1])
    expect(run.read().groups.get('query')!.series.stats()).toMatchObject({ count: 1, max_ms: 4 })
  })

  test('throws what a query fails with, and counts it', async () => {
    const run = begin()
    const error = new Error('no')
    const query = queryOf(() => Promise.reject(error))
    await expect(group('query', () => query)).rejects.toBe(error)
    expect(run.read().groups.get('query')).toMatchObject({ failed: 1, series: { count: 1 } })
  })

  test('throws the very error, and counts it', async () => {
    const run = begin()
    const error = new Error('no')
    const fails = (): never => {
      throw error
    }
    expect(() => group('a', fails)).toThrow(error)
    await expect(group('a', () => Promise.reject(error))).rejects.toBe(error)
    expect(run.read().groups.get('a')).toMatchObject({ failed: 2, series: { count: 2 } })
  })

  test('may be nested, each under its own name', () => {
    const run = begin()
    group('outer', () => group('inner', () => (now += 2)) + (now += 3))
    const { groups } = run.read()
    expect([groups.get('outer')!.series.maxMs, groups.get('inner')!.series.maxMs]).toEqual([5, 2])
  })

  test('that settles after its run has ended is counted in no other', async () => {
    const first = begin()
    let settle = (): void => {}
    const late = group('late', () => new Promise<void>((resolve) => (settle = resolve)))
    first.end()
    open.pop()
    const second = begin()
    settle()
    await late
    expect(second.read().groups.size).toBe(0)
  })

  test('refuses what is no function, and no name', () => {
    begin()
    expect(() => group('a', 7 as never)).toThrow('group("a"): expected a function, got 7')
    expect(() => group('', () => 1)).toThrow('group: expected a name that is not empty, got ""')
    open.pop()!.end()
    expect(() => group('a', () => 1)).toThrow('group("a") was called outside of a run')
  })
})
