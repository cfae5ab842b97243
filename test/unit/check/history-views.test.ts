import { describe, expect, test } from 'vitest'
import { viewFor } from '../../../src/check/history-views.ts'
import type { HistoryChecker } from '../../../src/check/history/checker.ts'
import { evidenceOf, type Settings } from './evidence-of.ts'

/** What a checker is given: each inbox with its operations, as text. */
function viewed(reads: HistoryChecker['reads'], settings: Settings) {
  return viewFor(reads === undefined ? {} : { reads }, evidenceOf(settings)).map(({ inbox, operations }) => [
    inbox,
    operations.map(
      ({ f, outcome, input, output }) => `${f} ${String(f === 'enqueue' ? input : output)} ${outcome}`,
    ),
  ])
}

const lines = [
  'enqueue 0 ok a',
  'enqueue 0 ok b',
  'enqueue 1 ok b',
  'dequeue 0 ok a',
  'dequeue 1 ok b',
  'dequeue 0 ok b',
]

test('order is a matter of each inbox alone', () => {
  expect(viewed('order', { lines })).toEqual([
    ['a', ['enqueue p:0 ok', 'dequeue p:0 ok']],
    ['b', ['enqueue p:0 ok', 'enqueue p:1 ok', 'dequeue p:1 ok', 'dequeue p:0 ok']],
  ])
})

test('routes are a matter of all inboxes, which are keys; whose process is the inbox', () => {
  const [part] = viewFor({ reads: 'routes' }, evidenceOf({ lines }))
  expect(part!.inbox).toBe(null)
  expect(part!.operations.map(({ f, key, process }) => [f, key, process])).toEqual([
    ['enqueue', 'a', 'p'],
    ['dequeue', 'a', 'a'],
    ['enqueue', 'b', 'p'],
    ['enqueue', 'b', 'p'],
    ['dequeue', 'b', 'b'],
    ['dequeue', 'b', 'b'],
  ])
})

test('without a history there is nothing to view', () => {
  expect(viewFor({}, { ...evidenceOf({ lines }), history: null })).toEqual([])
})

describe('what comes again', () => {
  const again = ['enqueue 0', 'dequeue 0 ok @4-9', 'dequeue 0 ok @3-5', 'nack 0 ok by 1']
  const firstOnly = [['queue', ['enqueue p:0 ok', 'dequeue p:0 ok']]]
  const asIs = [['queue', ['enqueue p:0 ok', 'dequeue p:0 ok', 'dequeue p:0 ok']]]

  test.each([
    [null, firstOnly],
    [{ delivery: 'at-least-once' }, firstOnly],
    [{ delivery: 'exactly-once', redelivery: 'lease' }, firstOnly],
    [{ delivery: 'at-most-once', redelivery: 'nack' }, firstOnly],
    [{ delivery: 'at-most-once' }, asIs],
    [{ delivery: 'exactly-once', redelivery: 'none' }, asIs],
  ] as const)('in order only where %j allows it', (capabilities, expected) => {
    expect(viewed('order', { lines: again, capabilities })).toEqual(expected)
  })

  test('is always allowed where deliveries take effect', () => {
    const capabilities = { delivery: 'exactly-once' } as const
    expect(viewed('order', { lines: again, capabilities, place: 'deliveries' })).toEqual(firstOnly)
  })

  test('counts as it came first to its end', () => {
    const [part] = viewFor({ reads: 'order' }, evidenceOf({ lines: again }))
    expect(part!.operations[1]).toMatchObject({ invokeTime: 3000, completeTime: 5000 })
  })

  test('is all there for every other rule', () => {
    const operations = ['enqueue p:0 ok', 'dequeue p:0 ok', 'dequeue p:0 ok', 'nack p:0 ok']
    const sorted = viewed('leases', { lines: again }).map(([, rows]) => [...(rows as string[])].sort())
    expect(sorted).toEqual([[...operations].sort()])
    expect(viewed(undefined, { lines: again })[0]![1]).toHaveLength(4)
  })
})

describe('what was given up', () => {
  const dead = ['enqueue 0', 'enqueue 1', 'dequeue 0', 'nack 0 ok by 2', 'deadLetter 0']
  test('need not come out: whether it went in is left open', () => {
    expect(viewed('order', { lines: dead })).toEqual([
      ['queue', ['enqueue p:0 info', 'enqueue p:1 ok', 'dequeue p:0 ok']],
    ])
    expect(viewed('routes', { lines: dead })[0]![1]).not.toContain('enqueue p:0 ok')
    expect(viewed(undefined, { lines: dead })[0]![1]).not.toContain('enqueue p:0 ok')
  })

  test('is a dequeue of its own for leases', () => {
    const [part] = viewFor({ reads: 'leases' }, evidenceOf({ lines: dead }))
    expect(part!.operations.map(({ f, key }) => [f, key])).toEqual([
      ['enqueue', undefined],
      ['enqueue', undefined],
      ['dequeue', undefined],
      ['nack', undefined],
      ['dequeue', 'dead letters'],
    ])
  })
})

describe('a consumer that still waits', () => {
  const waits = ['enqueue 0', 'dequeue 0', 'dequeue ? open']
  const count = (more: Partial<Settings>) => viewed('order', { lines: waits, ...more })[0]![1]!.length
  test('has got nothing where nothing is inside', () => {
    expect(count({})).toBe(2)
  })
  test('may have got something where something is, or not all was seen', () => {
    expect(count({ drained: false })).toBe(3)
    expect(count({ missed: 1 })).toBe(3)
  })
  test('and one that failed may have got something anyway', () => {
    expect(viewed('order', { lines: ['enqueue 0', 'dequeue ? info'] })[0]![1]).toHaveLength(2)
  })
})

test('what is left inside may be all that is missing, for the rules that would miss it', () => {
  const left = ['enqueue 0', 'enqueue 1', 'dequeue 0']
  for (const reads of ['everything', 'routes'] as const) {
    expect(viewed(reads, { lines: left })[0]![1]).not.toContain('drain null info')
    expect(viewed(reads, { lines: left, drained: false })[0]![1]).toContain('drain null info')
  }
})

test('times are microseconds', () => {
  const one = ['enqueue 0 ok @2-4']
  const timesOf = (reads: HistoryChecker['reads']) => {
    const [part] = viewFor({ reads: reads! }, evidenceOf({ lines: one }))
    const { invokeTime, completeTime } = part!.operations[0]!
    return [invokeTime, completeTime]
  }
  expect(timesOf('order')).toEqual([2000, 4000])
  expect(timesOf('leases')).toEqual([2000, 4000])
})

test('a consumer is whoever holds a lease, a producer whoever made the message', () => {
  const some = ['enqueue 0', 'dequeue 0', 'dequeue 0', 'ack 0 ok by 1', 'ack 0 ok by 2']
  const [part] = viewFor({ reads: 'leases' }, evidenceOf({ lines: some, priorities: [5], keys: ['k'] }))
  expect(part!.operations.map(({ process }) => process)).toEqual([
    'p',
    'consumer 1',
    'consumer 2',
    'consumer 1',
    'consumer 2',
  ])
  const [ordered] = viewFor({ reads: 'order' }, evidenceOf({ lines: some, priorities: [5], keys: ['k'] }))
  expect(ordered!.operations.map(({ key, priority }) => [key, priority])[0]).toEqual(['k', 5])
})
