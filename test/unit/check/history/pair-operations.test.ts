import { describe, expect, test } from 'vitest'
import { pairOperations } from '../../../../src/check/history/pair-operations.ts'
import { InputError } from '../../../../src/foundation/problem.ts'
import type { HistoryEvent } from '../../../../src/model/history.ts'

const event = (
  process: string,
  type: HistoryEvent['type'],
  time: number,
  value?: unknown,
  f: HistoryEvent['f'] = 'enqueue',
): HistoryEvent => ({
  process,
  type,
  f,
  value,
  time,
})

function problemsOf(events: readonly HistoryEvent[]): string {
  try {
    pairOperations(events)
    return 'no problems'
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
}

describe('pairOperations', () => {
  test('pairs each invoke with its completion, by the time of the invoke', () => {
    const operations = pairOperations([
      { ...event('p', 'invoke', 5, 1), key: 'k', priority: 3 },
      { ...event('p', 'ok', 6, 1), offset: 12 },
      event('q', 'invoke', 1, null, 'dequeue'),
      { ...event('q', 'ok', 9, 1, 'dequeue'), key: 'inbox' },
    ])
    const shared = { outcome: 'ok', priority: undefined, offset: undefined }
    expect(operations).toEqual([
      {
        ...shared,
        process: 'q',
        f: 'dequeue',
        invokeTime: 1,
        completeTime: 9,
        input: null,
        output: 1,
        key: 'inbox',
      },
      {
        ...shared,
        process: 'p',
        f: 'enqueue',
        invokeTime: 5,
        completeTime: 6,
        input: 1,
        output: 1,
        key: 'k',
        priority: 3,
        offset: 12,
      },
    ])
  })

  test('takes an invoke without completion, and info, as unknown: they are never known to be over', () => {
    const operations = pairOperations([
      event('p', 'invoke', 1, 1),
      event('q', 'invoke', 2, 2),
      event('q', 'info', 3, 2),
    ])
    expect(operations.map(({ outcome, completeTime }) => [outcome, completeTime])).toEqual([
      ['info', Infinity],
      ['info', Infinity],
    ])
  })

  test('goes by time within a process, by reading order where times are equal', () => {
    const operations = pairOperations([
      event('p', 'ok', 4, 1),
      event('p', 'invoke', 4, 2),
      event('p', 'fail', 4, 2),
      event('p', 'invoke', 3, 1),
    ])
    expect(operations.map(({ input, outcome }) => [input, outcome])).toEqual([
      [1, 'ok'],
      [2, 'fail'],
    ])
  })

  test('says all that is wrong', () => {
    const events = [
      event('a', 'ok', 1, 1),
      event('b', 'invoke', 1, 1),
      event('b', 'invoke', 2, 2),
      event('c', 'invoke', 1, 3),
      event('c', 'info', 2, 3),
      event('c', 'invoke', 3, 4),
      event('d', 'invoke', 1, 5),
      event('d', 'ok', 2, 5, 'ack'),
      event('e', 'invoke', 1, 6),
      event('e', 'ok', 2, 7),
      event('f', 'invoke', 1, null, 'assign'),
      event('f', 'ok', 2, null, 'assign'),
    ]
    expect(problemsOf(events)).toBe(`history: 6 problems
  events[0]: expected an invoke before its completion, got "ok" of enqueue by process "a" without one
  events[2]: expected at most one open operation, got a second one of "invoke" of enqueue by process "b" (events[1])
  events[5]: expected a process that is still in use, got "invoke" of enqueue by process "c", whose outcome was unknown (events[4])
  events[7]: expected f "enqueue" as in its invoke, got "ack" (events[6])
  events[9]: expected value 6 as in its invoke, got 7 (events[8])
  events[11]: expected the array of keys now held, got none (events[10])`)
  })
})
