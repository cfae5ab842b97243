import { describe, expect, test } from 'vitest'
import { shrink } from '../../../../src/chaos/shrink/shrink.ts'
import { Trials } from '../../../../src/chaos/shrink/trials.ts'
import { oracle, shrinkable, type Case } from './simulated-queue.ts'

const faults = (count: number): Case['faults'] =>
  Array.from({ length: count }, (_, id) => ({ id, kind: 'crash', at: 10 * id, lastsMs: 64 }))
const start: Case = { faults: faults(8), operations: 500, consumers: 9 }

describe('one fault that does it', () => {
  const request = {
    start,
    how: shrinkable,
    run: oracle({ lost: ({ faults: [...all] }) => all.some(({ id }) => id === 5) }),
  }

  test('is what is left, with the lowest numbers', async () => {
    expect(await shrink(request)).toEqual({
      smallest: { faults: [{ id: 5, kind: 'crash', at: 0, lastsMs: 1 }], operations: 1, consumers: 1 },
      kind: 'lost',
      runs: expect.any(Number) as number,
      isMinimal: true,
    })
  })
})

test('no case is run twice', async () => {
  const trials = new Trials(
    async (given: { n: number }) => [`kind ${given.n}`],
    (runs) => runs < 2,
  )
  expect(await trials.kindsOf({ n: 1 })).toEqual(['kind 1'])
  expect(await trials.kindsOf({ n: 1 })).toEqual(['kind 1'])
  expect(await trials.kindsOf({ n: 2 })).toEqual(['kind 2'])
  expect(trials).toMatchObject({ runs: 2, isExhausted: false })
  expect(await trials.kindsOf({ n: 3 })).toEqual([])
  expect(trials).toMatchObject({ runs: 2, isExhausted: true })
})

test('a number stops where one less will not do', async () => {
  const run = oracle({ lost: (given) => given.operations >= 37 && given.consumers >= 3 })
  const { smallest, isMinimal } = await shrink({ start, how: shrinkable, run })
  expect(smallest).toEqual({ faults: [], operations: 37, consumers: 3 })
  expect(isMinimal).toBe(true)
})

test('a duration is halved as long as half of it will do', async () => {
  const run = oracle({ late: (given) => given.faults.some(({ lastsMs }) => lastsMs >= 10) })
  const { smallest } = await shrink({ start, how: shrinkable, run })
  expect(smallest.faults.map(({ lastsMs }) => lastsMs)).toEqual([16])
})

test('what can be taken away only after something else was is taken away as well', async () => {
  // Less is sent only by one consumer, and only of little can the second fault be left out.
  const run = oracle({
    lost: ({ faults: [...all], operations, consumers }) =>
      all.some(({ id }) => id === 1) &&
      (all.some(({ id }) => id === 2) || operations <= 10) &&
      (operations >= 100 || consumers === 1),
  })
  const { smallest, isMinimal } = await shrink({ start, how: shrinkable, run })
  expect(smallest).toMatchObject({ faults: [{ id: 1 }], operations: 1, consumers: 1 })
  expect(smallest.faults).toHaveLength(1)
  expect(isMinimal).toBe(true)
})

test('another kind of violation is none', async () => {
  const run = oracle({
    lost: ({ faults: [...all] }) => all.some(({ id }) => id === 2),
    duplicated: () => true,
  })
  const lost = await shrink({ start, how: shrinkable, run, kind: 'lost' })
  expect(lost.smallest.faults.map(({ id }) => id)).toEqual([2])
  const first = await shrink({
    start,
    how: shrinkable,
    run: async (given) => (await run(given)).toReversed(),
  })
  expect(first).toMatchObject({ kind: 'duplicated', smallest: { faults: [], operations: 1 } })
})

test('what passes is not shrunk', async () => {
  const run = oracle({})
  expect(await shrink({ start, how: shrinkable, run })).toEqual({
    smallest: start,
    kind: null,
    runs: 1,
    isMinimal: false,
  })
})

test('at its limit of runs it has what it found so far, and says that it proved nothing', async () => {
  const run = oracle({ lost: (given) => given.operations >= 300 })
  const { smallest, runs, isMinimal } = await shrink({ start, how: shrinkable, run, maxRuns: 5 })
  expect({ runs, isMinimal }).toEqual({ runs: 5, isMinimal: false })
  expect(smallest.faults).toEqual([])
  expect(smallest.operations).toBeGreaterThanOrEqual(300)
})
