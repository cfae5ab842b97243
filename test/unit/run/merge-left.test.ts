import { expect, test } from 'vitest'
import { judgeHeap } from '../../../src/isolation/leaks/judge-heap.ts'
import { mergeLeft } from '../../../src/run/merge-left.ts'

const settings = { rounds: 8, bytesPerIteration: 32 }
const growing = (bytesEach: number) =>
  judgeHeap(
    Array.from({ length: 8 }, (_, at) => ({
      iterations: at * 10_000,
      heap_bytes: at * 10_000 * bytesEach,
      own_bytes: 0,
    })),
    settings,
  )
const timer = { kind: 'timer', what: 'setInterval of 9 ms', created_at: '/a.ts:1:2', count: 2 }
const ofHeap = (what: string) => ({ kind: 'heap', what, created_at: null, count: 1 })

test('what workers leave at one place is one leak', () => {
  const other = { ...timer, created_at: '/b.ts:1:2' }
  const left = mergeLeft([
    { leaks: [timer], heap: null },
    { leaks: [timer, other], heap: null },
  ])
  expect(left).toEqual({ leaks: [{ ...timer, count: 4 }, other], heap: null })
})

test('where no worker looked, nothing is known; where one did, what it saw is', () => {
  expect(mergeLeft([])).toBeNull()
  expect(mergeLeft([{ leaks: null, heap: null }])).toEqual({ leaks: null, heap: null })
  expect(
    mergeLeft([
      { leaks: null, heap: null },
      { leaks: [], heap: null },
    ]),
  ).toEqual({ leaks: [], heap: null })
})

test('the heap that grows most stands for all, then one that could not be judged', () => {
  const [fast, slow, none, unknown] = [growing(200), growing(90), growing(0), judgeHeap([], settings)]
  const left = mergeLeft([
    { leaks: [ofHeap('slow')], heap: slow },
    { leaks: [], heap: unknown },
    { leaks: [ofHeap('fast')], heap: fast },
  ])
  expect(left?.heap).toEqual(fast)
  expect(left?.leaks).toEqual([
    { ...ofHeap('grew by 200 bytes an iteration over 8 rounds (at most 32)'), count: 2 },
  ])
  expect(mergeLeft([none, unknown].map((heap) => ({ leaks: [], heap })))?.heap).toEqual({
    ...unknown,
    trouble: `${unknown.trouble} (in each of the 2 workers)`,
  })
  expect(mergeLeft([{ leaks: [], heap: unknown }])?.heap).toEqual(unknown)
})
