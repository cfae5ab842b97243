import { describe, expect, test } from 'vitest'
import { channelOf, Target, watch } from './plain-channel.ts'

describe('send is found on the target', () => {
  const targets: [string, () => Target][] = [
    ['a method of its class', () => new Target()],
    ['a method of a class further up', () => new (class extends Target {})()],
    ['a function of its own', () => Object.assign(new Target(), { post: (item: unknown) => item })],
  ]
  test.each(targets)('as %s', async (_, make) => {
    const target = make()
    const { rows, counts, observation } = watch(channelOf(target), target)
    await target.post({ id: 'a' })
    expect(rows()).toEqual(['enqueue a ok'])
    expect(counts()).toMatchObject({ attempted: 1, accepted: 1, lost: 1 })
    observation.end()
    await target.post({ id: 'b' })
    expect(rows()).toHaveLength(1)
    expect(target.listeners).toHaveLength(0)
  })

  test('whatever it is called, and before others', async () => {
    const target = Object.assign(new Target(), { send: () => 'another' })
    const { rows } = watch(channelOf(target), target)
    target.send()
    expect(rows()).toEqual([])
    await target.post({ id: 'a' })
    expect(rows()).toEqual(['enqueue a ok'])
  })
})

test('the target may be the channel', async () => {
  const target = new Target()
  const channel = channelOf(target, { send: (item: unknown) => item })
  const { rows, observation } = watch(channel, channel)
  ;(channel.send as (item: unknown) => void)({ id: 1 })
  expect(rows()).toEqual(['enqueue 1 ok'])
  expect(observation.place).toBe('channel')
})

test('send that is nowhere on the target is that of the channel, and calls of the target are not seen', async () => {
  const target = new Target()
  const channel = channelOf(target, { send: (item: unknown) => target.post(item) })
  const { rows } = watch(channel, target)
  await target.post({ id: 'a' })
  expect(rows()).toEqual([])
  await (channel.send as (item: unknown) => unknown)({ id: 'b' })
  expect(rows()).toEqual(['enqueue b ok'])
})

describe('an error of send', () => {
  const outcome = async (error: unknown, more: object) => {
    const target = Object.assign(new Target(), { post: () => Promise.reject(error) })
    const { rows } = watch(channelOf(target, { ...more }), target)
    await expect(target.post()).rejects.toBe(error)
    await expect((target.post as (item: unknown) => unknown)({ id: 'a' })).rejects.toBe(error)
    return rows()
  }
  test('leaves open whether the message was taken, unless isRefusal says that it was not', async () => {
    const full = new Error('full')
    const isRefusal = (error: unknown) => error === full
    expect(await outcome(full, {})).toEqual(['enqueue a info'])
    expect(await outcome(full, { isRefusal })).toEqual(['enqueue a fail'])
    expect(await outcome(new Error('timed out'), { isRefusal })).toEqual(['enqueue a info'])
  })
})

test('what cannot be identified is sent all the same, and counted', async () => {
  const target = new Target()
  const throws = () => {
    throw new Error('no id')
  }
  const { rows, ledger } = watch(channelOf(target, { idOf: throws }), target)
  await target.post({ id: 'a' })
  expect(target.inside).toEqual([{ id: 'a' }])
  expect(ledger.unaccountable).toBe(1)
  target.tell({ id: 'a' })
  expect(ledger.unaccountable).toBe(2)
  expect(rows()).toEqual([])
})

test.each([
  undefined,
  null,
  {},
  true,
  { producer: 'p' },
  { producer: 'p', sequence: 1.5 },
  { producer: 1, sequence: 1 },
])('an id that is none: %j', async (id) => {
  const target = new Target()
  const { rows, ledger } = watch(channelOf(target), target)
  await target.post({ id })
  expect(rows()).toEqual([])
  expect(ledger.unaccountable).toBe(1)
})

test('a subscription that fails leaves the target as it was', () => {
  const target = new Target()
  const onMessage = () => {
    throw new Error('not connected')
  }
  expect(() => watch(channelOf(target, { onMessage }), target)).toThrow('not connected')
  expect(Object.getOwnPropertyNames(target)).not.toContain('post')
})
