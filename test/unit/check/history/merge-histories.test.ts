import { describe, expect, test } from 'vitest'
import { fifo } from '../../../../src/check/history/fifo.ts'
import { mergeHistories } from '../../../../src/check/history/merge-histories.ts'
import type { Operation } from '../../../../src/model/history.ts'

const operation = (f: 'enqueue' | 'dequeue', value: string, from: number, to: number): Operation => ({
  process: 1,
  f,
  outcome: 'ok',
  invokeTime: from,
  completeTime: to,
  input: f === 'enqueue' ? value : null,
  output: value,
  key: undefined,
  priority: undefined,
  offset: undefined,
})
const judge = (histories: Operation[][], offset: number) =>
  fifo.check(mergeHistories(histories, offset), fifo.optionsSchema.parse({})).verdict

/** a went in before b, by the clock of each sender, and came out after it. */
const first = [operation('enqueue', 'a', 0, 10)]
const second = [operation('enqueue', 'b', 12, 20)]
const consumer = [operation('dequeue', 'b', 100, 110), operation('dequeue', 'a', 200, 210)]

describe('histories of several workers', () => {
  test('are one, where their clocks agree', () => {
    expect(judge([first, second, consumer], 0)).toBe('fail')
    expect(judge([first, second, consumer], 1.9)).toBe('fail')
  })

  test('prove nothing by what is as close as their clocks', () => {
    expect(judge([first, second, consumer], 2)).toBe('pass')
    expect(judge([first, second, consumer], 50)).toBe('pass')
  })

  test('have clients of their own, whatever they are called', () => {
    expect(new Set(mergeHistories([first, second], 0).map(({ process }) => process)).size).toBe(2)
  })

  test('stay as they are when there is one', () => {
    expect(mergeHistories([consumer], 50)).toEqual(consumer)
  })

  test('keep what was never known to be over', () => {
    const open = { ...operation('enqueue', 'a', 0, 1), completeTime: Infinity }
    expect(mergeHistories([[open], second], 4)[0]).toMatchObject({ invokeTime: -2, completeTime: Infinity })
  })
})
