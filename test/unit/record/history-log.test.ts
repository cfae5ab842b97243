import { describe, expect, test } from 'vitest'
import { HistoryLog, type LoggedMessage } from '../../../src/record/history-log.ts'
import { Names } from '../../../src/record/names.ts'

const message = (sequence: number, more: Partial<LoggedMessage> = {}): LoggedMessage => ({
  producer: 'p',
  sequence,
  ...more,
})

/** A log on a clock that stands at `clock.ms` milliseconds. */
function setUp(maxOperations = 100, ms = 5) {
  const clock = { ms }
  return { clock, log: new HistoryLog(() => clock.ms, maxOperations) }
}

test('an operation is what was said of it', () => {
  const { log, clock } = setUp()
  const enqueue = log.begin('enqueue', message(3, { key: 'k', priority: -2 }), 'inbox')
  clock.ms = 5.25
  log.ok(enqueue)
  const dequeue = log.begin('dequeue', null, 'inbox')
  clock.ms = 6
  log.ok(dequeue, message(3))
  const ack = log.begin('ack', message(3), null, dequeue)
  clock.ms = 7
  log.fail(ack)
  const open = { message: message(3, { key: undefined, priority: undefined }) }
  expect(log.operations()).toEqual([
    {
      kind: 'enqueue',
      outcome: 'ok',
      invokeTime: 0.001,
      completeTime: 250,
      message: message(3, { key: 'k', priority: -2 }),
      inbox: 'inbox',
      client: 0,
    },
    {
      kind: 'dequeue',
      outcome: 'ok',
      invokeTime: 250.001,
      completeTime: 1000,
      inbox: 'inbox',
      client: 1,
      ...open,
    },
    {
      kind: 'ack',
      outcome: 'fail',
      invokeTime: 1000.001,
      completeTime: 2000,
      inbox: null,
      client: 1,
      ...open,
    },
  ])
})

test('names can be given by their numbers', () => {
  const [named, numbered] = [setUp(3), setUp(3)]
  const messages = [message(0, { producer: 'q' }), message(1, { key: 'k', priority: 7 })]
  named.log.ok(named.log.begin('enqueue', messages[0]!, 'inbox'))
  named.log.ok(named.log.begin('dequeue', null, 'other'), messages[0])
  named.log.instant('deadLetter', messages[1]!, 'other')
  const { log } = numbered
  const [p, other, q, inbox] = [
    log.numberOfProducer('p'),
    log.numberOfInbox('other'),
    log.numberOfProducer('q'),
    log.numberOfInbox('inbox'),
  ]
  log.ok(log.beginAt('enqueue', messages[0]!, q, inbox))
  log.ok(log.begin('dequeue', null, 'other'), messages[0])
  log.instantAt('deadLetter', messages[1]!, p, other)
  expect(log.operations()).toEqual(named.log.operations())
  expect(log.beginAt('enqueue', messages[0]!, q, inbox)).toBe(-1)
  log.instantAt('dequeue', messages[0]!, q, inbox)
  expect([log.size, log.missed]).toEqual([3, 2])
})

test('what is not over, or ended nobody knows how, has no end', () => {
  const { log } = setUp()
  log.begin('dequeue', null, 'inbox')
  log.unknown(log.begin('dequeue', null, 'inbox'))
  const [open, unknown] = log.operations()
  expect(open).toMatchObject({ outcome: 'open', completeTime: Infinity, message: null })
  expect(unknown).toMatchObject({ outcome: 'info', completeTime: Infinity, message: null })
})

test('an instant begins and ends at once', () => {
  const { log } = setUp()
  log.instant('deadLetter', message(0), 'inbox')
  const [{ invokeTime, completeTime, outcome }] = log.operations() as [
    ReturnType<HistoryLog['operations']>[0],
  ]
  expect([completeTime, outcome]).toEqual([invokeTime, 'ok'])
})

describe('time', () => {
  test('never stands still: events of one instant are in order, and shown without rounding errors', () => {
    const { log } = setUp(2_000)
    const times: number[] = []
    for (let i = 0; i < 1_500; i++) log.ok(log.begin('enqueue', message(i), 'inbox'))
    for (const { invokeTime, completeTime } of log.operations()) times.push(invokeTime, completeTime)
    expect(times.every((time, index) => index === 0 || time > times[index - 1]!)).toBe(true)
    expect(times[2_999]).toBe(3)
    expect(times[1_233]).toBe(1.234)
  })

  test('goes on from the clock once it has moved, and never goes back', () => {
    const { log, clock } = setUp()
    log.begin('dequeue', null, null)
    clock.ms = 4
    log.begin('dequeue', null, null)
    clock.ms = 5.0029
    log.begin('dequeue', null, null)
    expect(log.operations().map(({ invokeTime }) => invokeTime)).toEqual([0.001, 0.002, 2])
  })
})

test('a clock that is slower than the events does not take them back', () => {
  const { log, clock } = setUp(3_000)
  for (let i = 0; i < 2_500; i++) log.begin('dequeue', null, null)
  // 2.5 µs after the beginning by what was told, 1 µs by the clock.
  clock.ms += 0.001
  log.begin('dequeue', null, null)
  expect(log.operations()[2_500]!.invokeTime).toBe(2.501)
})

test('every kind is told as it came, begun or in an instant', () => {
  const { log } = setUp(20)
  const all = ['enqueue', 'dequeue', 'ack', 'nack', 'deadLetter', 'claimed'] as const
  for (const kind of all) {
    log.begin(kind, message(0), 'inbox')
    log.instant(kind, message(0), 'inbox')
  }
  expect(log.operations().map(({ kind, outcome }) => [kind, outcome])).toEqual(
    all.flatMap((kind) => [
      [kind, 'open'],
      [kind, 'ok'],
    ]),
  )
})

test('what it holds is not held against the heap, so that it does not make the garbage collector run', () => {
  const { log } = setUp(50_000)
  const before = process.memoryUsage().external
  for (let i = 0; i < 50_000; i++) log.instant('dequeue', message(i), 'inbox')
  // It is 2.4 MB; what else runs meanwhile may hold a little.
  expect(process.memoryUsage().external - before).toBeLessThan(1_000_000)
  expect(log.size).toBe(50_000)
})

test('it grows, and forgets nothing', () => {
  const { log } = setUp(5_000)
  for (let i = 0; i < 5_000; i++) {
    log.ok(log.begin('enqueue', message(i, { key: `k${i % 7}`, priority: i % 3 }), `inbox ${i % 5}`))
  }
  const operations = log.operations()
  expect([log.size, log.missed, operations.length]).toEqual([5_000, 0, 5_000])
  for (const [i, operation] of operations.entries()) {
    expect(operation.message).toEqual(message(i, { key: `k${i % 7}`, priority: i % 3 }))
    expect([operation.inbox, operation.client, operation.outcome]).toEqual([`inbox ${i % 5}`, i, 'ok'])
  }
})

test('what began long ago can still end, be dropped, and be referred to', () => {
  const { log } = setUp(10_000)
  const client = log.begin('dequeue', null, 'inbox')
  const [taken, dropped] = [log.begin('enqueue', message(1), 'inbox'), log.begin('dequeue', null, 'inbox')]
  for (let sequence = 0; sequence < 9000; sequence++) log.instant('enqueue', message(sequence), 'inbox')
  log.fail(taken)
  log.drop(dropped)
  const late = log.begin('nack', message(9001), 'inbox')
  log.backdate(late, taken)
  const settled = log.begin('ack', message(9002), 'inbox')
  log.precede(settled, client, message(9002))
  const rows = log.operations()
  expect(rows).toHaveLength(9004)
  expect(rows[0]).toMatchObject({ kind: 'dequeue', outcome: 'ok', message: message(9002), invokeTime: 0 })
  expect(rows[1]).toMatchObject({ kind: 'enqueue', outcome: 'fail', message: message(1) })
  expect(rows[2]).toMatchObject({ kind: 'nack', invokeTime: rows[1]!.invokeTime })
  expect(rows.at(-1)).toMatchObject({ kind: 'ack', client, invokeTime: rows[0]!.completeTime })
})

describe('a log that is full', () => {
  test('counts what it does not hold', () => {
    const { log } = setUp(2)
    for (let i = 0; i < 5; i++) log.ok(log.begin('enqueue', message(i), 'inbox'))
    log.instant('dequeue', message(0), 'inbox')
    expect([log.size, log.missed]).toEqual([2, 4])
    expect(log.operations().map(({ outcome }) => outcome)).toEqual(['ok', 'ok'])
  })

  test('learns nothing more of what it holds: what came after would be half of the truth', () => {
    const { log } = setUp(2)
    const waiting = log.begin('dequeue', null, 'inbox')
    const enqueue = log.begin('enqueue', message(0), 'inbox')
    log.begin('enqueue', message(1), 'inbox')
    log.ok(waiting, message(1))
    log.fail(enqueue)
    log.unknown(enqueue)
    expect(log.operations()).toMatchObject([
      { outcome: 'open', message: null, completeTime: Infinity },
      { outcome: 'open', message: message(0), completeTime: Infinity },
    ])
  })

  test('takes nothing more, even where room was given back', () => {
    const { log } = setUp(1)
    const dequeue = log.begin('dequeue', null, 'inbox')
    log.begin('enqueue', message(0), 'inbox')
    log.drop(dequeue)
    log.instant('dequeue', message(0), 'inbox')
    expect(log.operations()).toEqual([])
    expect(log.missed).toBe(2)
  })

  test('is told of what it does not hold without harm', () => {
    const { log } = setUp(1)
    log.ok(log.begin('enqueue', message(0), 'inbox'))
    const none = log.begin('enqueue', message(1), 'inbox')
    log.ok(none, message(1))
    log.fail(none)
    log.unknown(none)
    log.drop(none)
    log.backdate(none, 0)
    log.precede(none, none, message(1))
    expect(log.operations()).toHaveLength(1)
    expect(log.operations()[0]).toMatchObject({ outcome: 'ok', message: message(0), invokeTime: 0.001 })
  })
})

describe('what is dropped', () => {
  test('is left out, and keeps the numbers of others as they are', () => {
    const { log } = setUp()
    const first = log.begin('dequeue', null, 'inbox')
    log.ok(log.begin('enqueue', message(0), 'inbox'))
    log.drop(first)
    expect(log.size).toBe(1)
    expect(log.operations()).toMatchObject([{ kind: 'enqueue', client: 1 }])
  })

  test('stays left out, whatever is said of its end', () => {
    const { log } = setUp()
    const first = log.begin('dequeue', null, 'inbox')
    log.begin('enqueue', message(0), 'inbox')
    log.drop(first)
    log.ok(first, message(1))
    expect(log.operations().map(({ kind }) => kind)).toEqual(['enqueue'])
  })

  test('gives its room back where it is the last, with nothing left in it', () => {
    const { log } = setUp(2)
    const first = log.begin('ack', message(9, { key: 'k', priority: 4 }), 'inbox')
    log.drop(first)
    expect(log.size).toBe(0)
    log.begin('dequeue', null, null)
    log.begin('dequeue', null, null)
    expect(log.missed).toBe(0)
    expect(log.operations()[0]).toMatchObject({
      kind: 'dequeue',
      message: null,
      inbox: null,
      outcome: 'open',
    })
    log.ok(0, message(1))
    expect(log.operations()[0]!.message).toEqual(message(1, { key: undefined, priority: undefined }))
  })
})

test('an operation may have begun when another did', () => {
  const { log, clock } = setUp()
  const outer = log.begin('dequeue', null, 'inbox')
  clock.ms = 9
  const inner = log.begin('dequeue', null, 'inbox')
  log.backdate(inner, outer)
  expect(log.operations().map(({ invokeTime }) => invokeTime)).toEqual([0.001, 0.001])
})

test('names are numbered, the empty one too', () => {
  const names = new Names()
  const given = ['', 'a', 'a', '', 'b', 'a']
  expect(given.map((name) => names.numberOf(name))).toEqual([0, 1, 1, 0, 2, 1])
  expect([0, 1, 2, 3, -1].map((number) => names.nameOf(number))).toEqual(['', 'a', 'b', undefined, undefined])
})

test('names that end alike are told apart, in whatever order they come', () => {
  const names = new Names()
  const given = ['Agent-1', 'Bgent-1', 'Agent-1', 'Agent-11', 'Bgent-1', 'Agent-A', 'Agent-1']
  expect(given.map((name) => names.numberOf(name))).toEqual([0, 1, 0, 2, 1, 3, 0])
})
