import { describe, expect, test } from 'vitest'
import { channelOf, Target, watch, type Item } from './plain-channel.ts'

describe('ids', () => {
  test.each([
    ['text', 'a', 'a'],
    ['numbers', 7, '7'],
    ['producer and sequence', { producer: 'p', sequence: 3 }, 'p:3'],
    ['text that looks like a pair', 'p:3', 'p:3'],
    ['no text at all', '', ''],
  ])('that are %s', async (_, id, shown) => {
    const target = new Target()
    const { rows, counts } = watch(channelOf(target), target)
    await target.post({ id })
    target.tell({ id })
    expect(rows()).toEqual([`enqueue ${shown} ok`, `dequeue ${shown} ok`])
    expect(counts()).toEqual({ attempted: 1, accepted: 1, delivered: 1 })
  })

  test('of all kinds in one channel are told apart', async () => {
    const target = new Target()
    const { rows, counts } = watch(channelOf(target), target)
    const ids = ['a', { producer: 'p', sequence: 0 }, { producer: 'p', sequence: 7 }, 'b']
    for (const id of ids) await target.post({ id })
    expect(rows()).toEqual(['enqueue a ok', 'enqueue p:0 ok', 'enqueue p:7 ok', 'enqueue b ok'])
    expect(counts()).toMatchObject({ attempted: 4 })
  })

  test('that became text on the way are the same', async () => {
    const target = new Target()
    const { counts } = watch(channelOf(target), target)
    await target.post({ id: 7 })
    target.tell({ id: '7' })
    expect(counts()).toEqual({ attempted: 1, accepted: 1, delivered: 1 })
  })

  test('that two messages share are noticed', async () => {
    const target = new Target()
    const { ledger } = watch(channelOf(target), target)
    await target.post({ id: 'a' })
    await target.post({ id: 'a' })
    expect(ledger.reused).toBe(1)
  })
})

test('a message that comes while it is sent came out after it was sent', async () => {
  const target = new Target()
  target.post = (item) => target.tell(item)
  const { observation, counts } = watch(channelOf(target), target)
  target.post({ id: 'a' })
  const [enqueue, dequeue] = observation.log!.operations()
  expect(enqueue!.invokeTime).toBeLessThan(dequeue!.invokeTime)
  expect(dequeue!.completeTime).toBeLessThan(enqueue!.completeTime)
  expect(counts()).toEqual({ attempted: 1, accepted: 1, delivered: 1 })
})

test('what comes twice, from nowhere or after a refusal is counted as such', async () => {
  const target = new Target()
  const answers = [Promise.resolve(), Promise.reject(new Error('full'))]
  target.post = () => answers.shift()
  const { counts } = watch(channelOf(target, { isRefusal: () => true }), target)
  await target.post({ id: 'a' })
  await (target.post({ id: 'b' }) as Promise<void>).catch(() => {})
  for (const id of ['a', 'a', 'b', 'c']) target.tell({ id })
  expect(counts()).toEqual({
    attempted: 2,
    accepted: 1,
    delivered: 4,
    duplicated: 1,
    phantom: 1,
    unexpected: 1,
  })
})

describe('inboxes', () => {
  const inboxesOf = ({ to }: Item): unknown => to

  test('are told apart only where inboxesOf says where messages belong', async () => {
    for (const known of [true, false]) {
      const target = new Target()
      const { counts, observation } = watch(channelOf(target, known ? { inboxesOf } : {}), target)
      await target.post({ id: 'a', to: ['x', 'y'] })
      target.tell({ id: 'a' }, 'x')
      target.tell({ id: 'a' }, 'z')
      expect(observation.knowsInboxes).toBe(known)
      expect(counts()).toEqual(
        known
          ? { attempted: 2, accepted: 2, delivered: 2, lost: 1, lost_postfix: 1, misrouted: 1 }
          : { attempted: 1, accepted: 1, delivered: 2, duplicated: 1 },
      )
    }
  })

  test('are an operation each', async () => {
    const target = new Target()
    const { observation } = watch(channelOf(target, { inboxesOf }), target)
    await target.post({ id: 'a', to: ['x', 'y', 'z'] })
    expect(observation.log!.operations().map(({ inbox, outcome }) => `${inbox} ${outcome}`)).toEqual([
      'x ok',
      'y ok',
      'z ok',
    ])
  })

  test('may be numbers', async () => {
    const target = new Target()
    const { counts } = watch(channelOf(target, { inboxesOf }), target)
    await target.post({ id: 'a', to: [7] })
    target.tell({ id: 'a' }, 7)
    expect(counts()).toEqual({ attempted: 1, accepted: 1, delivered: 1 })
  })

  test.each(['x', undefined, 7, new Set(['x'])])(
    'that are no list make a message unaccountable: %s',
    async (to) => {
      const target = new Target()
      const { ledger, counts } = watch(channelOf(target, { inboxesOf }), target)
      await target.post({ id: 'a', to })
      expect(ledger.unaccountable).toBe(1)
      expect(counts()).toEqual({})
    },
  )
})

test('key and priority are those of the message, unless the channel knows better', async () => {
  const target = new Target()
  const own = watch(channelOf(target), target)
  await target.post({ id: 'a', key: 'k', priority: 3 })
  own.observation.end()
  const other = watch(channelOf(target, { keyOf: () => 'other', priorityOf: () => 9 }), target)
  await target.post({ id: 'a', key: 'k', priority: 3 })
  const read = ({ observation }: typeof own) => observation.log!.operations()[0]!.message
  expect(read(own)).toMatchObject({ key: 'k', priority: 3 })
  expect(read(other)).toMatchObject({ key: 'other', priority: 9 })
})

test('nothing is written down after the end, even where the subscription goes on', () => {
  const target = new Target()
  const onMessage = (listener: never) => void target.listeners.push(listener)
  const { observation, counts } = watch(channelOf(target, { onMessage }), target)
  observation.end()
  target.tell({ id: 'a' })
  expect(counts()).toEqual({})
})
