import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'

describe('virtual clock', () => {
  test('fires timers in the order of their time, and stands at each', async () => {
    const clock = new VirtualClock()
    const fired: [string, number][] = []
    for (const at of [30, 10, 20, 5, 25]) clock.after(at, () => fired.push([`t${at}`, clock.now()]))
    await clock.run(sleep(clock, 40))
    expect(fired).toEqual([
      ['t5', 5],
      ['t10', 10],
      ['t20', 20],
      ['t25', 25],
      ['t30', 30],
    ])
  })

  test('fires timers of one instant in the order they were set', async () => {
    const clock = new VirtualClock()
    const fired: number[] = []
    for (let index = 0; index < 50; index++) clock.after(10, () => fired.push(index))
    await clock.run(sleep(clock, 10))
    expect(fired).toEqual(Array.from({ length: 50 }, (_, index) => index))
  })

  test('keeps the order when many timers are set and fired in turn', async () => {
    const clock = new VirtualClock()
    const seen: number[] = []
    const delays = Array.from({ length: 500 }, (_, index) => (index * 7919) % 1009)
    for (const delay of delays) clock.after(delay, () => seen.push(clock.now()))
    await clock.run(sleep(clock, 2000))
    expect(seen).toEqual([...delays].sort((a, b) => a - b))
  })

  test('does not fire what was cancelled', async () => {
    const clock = new VirtualClock()
    let fired = false
    const cancel = clock.after(5, () => {
      fired = true
    })
    cancel()
    await clock.run(sleep(clock, 10))
    expect(fired).toBe(false)
  })

  test('runs all microtasks of an instant before time passes', async () => {
    const clock = new VirtualClock()
    const deep = async (): Promise<number> => {
      await sleep(clock, 5)
      for (let turn = 0; turn < 1000; turn++) await Promise.resolve()
      return clock.now()
    }
    clock.after(6, () => {})
    expect(await clock.run(deep())).toBe(5)
  })

  test('says at what time nothing was left to do when the work cannot settle', async () => {
    const clock = new VirtualClock()
    clock.after(12, () => {})
    await expect(clock.run(new Promise(() => {}))).rejects.toThrow(
      'virtual clock: nothing left to do at 12 ms, and the work has not settled',
    )
  })

  test('passes on the rejection of the work', async () => {
    const clock = new VirtualClock()
    await expect(clock.run(sleep(clock, 3).then(() => Promise.reject(new Error('no'))))).rejects.toThrow('no')
  })

  test('takes a negative delay for none', async () => {
    const clock = new VirtualClock()
    await clock.run(sleep(clock, 10))
    await clock.run(sleep(clock, -5))
    expect(clock.now()).toBe(10)
  })

  test('yields to what is ready at this instant without letting time pass', async () => {
    const clock = new VirtualClock()
    let ready = false
    clock.after(0, () => {
      ready = true
    })
    await clock.run(clock.yield())
    expect([ready, clock.now()]).toEqual([true, 0])
  })
})
