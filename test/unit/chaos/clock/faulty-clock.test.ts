import { describe, expect, test } from 'vitest'
import { FaultyClock } from '../../../../src/chaos/clock/faulty-clock.ts'
import { sleep } from '../../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../../src/foundation/virtual-clock.ts'
import { InMemoryMessageQueue } from '../../../../src/queue/in-memory-message-queue.ts'
import { makeMessage } from '../../queue/make-message.ts'

function start() {
  const truth = new VirtualClock()
  const clock = new FaultyClock(truth)
  /** When, by the truth, timers of these delays fire, in their order. */
  const fired: [number, number][] = []
  const set = (...delays: number[]): void => {
    for (const ms of delays) clock.after(ms, () => fired.push([ms, truth.now()]))
  }
  const pass = (ms: number): Promise<void> => truth.run(sleep(truth, ms))
  return { truth, clock, fired, set, pass }
}

test('shows to the bit what is below it, and fires at the same instants', async () => {
  const { truth, clock, set, fired, pass } = start()
  await pass(0.1)
  set(0.2, 0.7)
  truth.after(0.2, () => fired.push([0, truth.now()]))
  for (let index = 0; index < 50; index++) {
    await pass(1 / 3)
    expect(clock.now()).toBe(truth.now())
  }
  expect(fired).toEqual([
    [0.2, 0.1 + 0.2],
    [0, 0.1 + 0.2],
    [0.7, 0.1 + 0.7],
  ])
  expect(clock.isRight).toBe(true)
})

describe('a jump', () => {
  test('moves what it shows, forward or back, and not its timers; undone, it is right again', async () => {
    const { truth, clock, set, fired, pass } = start()
    await pass(10)
    set(50)
    const undo = clock.jump(1_000)
    expect([clock.now(), clock.isRight]).toEqual([1_010, false])
    const undoOther = clock.jump(-200)
    await pass(60)
    expect([clock.now(), fired]).toEqual([870, [[50, 60]]])
    undo()
    undo()
    expect(clock.now()).toBe(-130)
    undoOther()
    expect([clock.now(), clock.isRight]).toEqual([truth.now(), true])
  })

  test('of both makes timers fire that are due by then, in the order of their times', async () => {
    const { truth, clock, set, fired, pass } = start()
    set(300, 100, 200, 400)
    await pass(50)
    const undo = clock.jump(260, 'both')
    await pass(1)
    expect(fired).toEqual([
      [100, 50],
      [200, 50],
      [300, 50],
    ])
    undo()
    await pass(1_000)
    expect(fired.at(-1)).toEqual([400, 400])
    expect(clock.now()).toBe(truth.now())
  })

  test('back keeps timers waiting', async () => {
    const { clock, set, fired, pass } = start()
    set(100)
    clock.jump(-50, 'timers')
    expect(clock.now()).toBe(0)
    await pass(500)
    expect(fired).toEqual([[100, 150]])
  })
})

describe('a skew', () => {
  test('makes it run at another rate, timers too; undone, it is set right', async () => {
    const { truth, clock, set, fired, pass } = start()
    await pass(100)
    set(40)
    const undo = clock.skew(2)
    await pass(10)
    expect(clock.now()).toBe(120)
    set(30, 500)
    await pass(90)
    expect(fired).toEqual([
      [40, 120],
      [30, 125],
    ])
    undo()
    expect(clock.now()).toBe(truth.now())
    // Set when 120 was shown, so due at 620.
    await pass(600)
    expect(fired.at(-1)).toEqual([500, 620])
  })

  test('of two together is their product, and what they added up stays until the last is undone', async () => {
    const { truth, clock, pass } = start()
    const undo = clock.skew(2)
    await pass(10)
    const undoOther = clock.skew(3)
    await pass(10)
    expect(clock.now()).toBe(80)
    undo()
    await pass(10)
    expect(clock.now()).toBe(110)
    undoOther()
    expect(clock.now()).toBe(truth.now())
  })
})

describe('a freeze', () => {
  test('stops it and its timers; undone, those that are due fire at once', async () => {
    const { truth, clock, set, fired, pass } = start()
    await pass(0.1 + 0.2)
    set(50, 500)
    await pass(10)
    const stopped = clock.now()
    const undo = clock.freeze()
    set(20)
    for (let index = 0; index < 10; index++) {
      await pass(33.3)
      expect(clock.now()).toBe(stopped)
    }
    expect(fired).toEqual([])
    const undoJump = clock.jump(5, 'now')
    expect(clock.now()).toBe(stopped + 5)
    undoJump()
    undo()
    const thawedMs = truth.now()
    await pass(1)
    expect(fired).toEqual([
      [20, thawedMs],
      [50, thawedMs],
    ])
    expect(clock.now()).toBe(truth.now())
  })

  test('of what it shows alone lets timers go on', async () => {
    const { clock, set, fired, pass } = start()
    clock.freeze('now')
    set(20)
    await pass(100)
    expect([clock.now(), fired]).toEqual([0, [[20, 20]]])
  })
})

test('a timer that was cancelled stays so, whatever happens to the clock', async () => {
  const { clock, fired, pass } = start()
  const cancels = [10, 20, 30].map((ms) => clock.after(ms, () => fired.push([ms, 0])))
  const undo = clock.freeze()
  cancels[0]!()
  undo()
  cancels[1]!()
  clock.jump(1_000, 'both')
  cancels[2]!()
  await pass(100)
  expect(fired).toEqual([])
})

describe('a lease of the in-memory queue', () => {
  const leased = async () => {
    const { clock, pass } = start()
    const queue = new InMemoryMessageQueue({ clock, leaseMs: 100 })
    queue.offer(makeMessage(0))
    queue.take()
    await pass(50)
    return { clock, pass, queue }
  }

  test('lasts as long as its clock stands', async () => {
    const { clock, pass, queue } = await leased()
    const undo = clock.freeze()
    await pass(1_000)
    expect(queue.take()).toBeNull()
    undo()
    await pass(1)
    expect(queue.take()).toMatchObject({ deliveryCount: 2 })
  })

  test('ends too soon where its clock runs too fast', async () => {
    const { clock, pass, queue } = await leased()
    clock.skew(5)
    await pass(11)
    expect(queue.take()).toMatchObject({ deliveryCount: 2 })
  })

  test('ends later where its clock was set back', async () => {
    const { clock, pass, queue } = await leased()
    clock.jump(-500)
    await pass(500)
    expect(queue.take()).toBeNull()
    await pass(60)
    expect(queue.take()).toMatchObject({ deliveryCount: 2 })
  })
})

test.each([
  ['now', 1, 0, 0],
  ['timers', 0, 1, 1],
  ['both', 1, 1, 1],
] as const)('whoever goes by %s is noticed, once', (affects, byReading, bySetting, byWaiting) => {
  const uses = (before: (clock: FaultyClock) => void, use: (clock: FaultyClock) => void): number => {
    const clock = new FaultyClock(new VirtualClock())
    let seen = 0
    before(clock)
    clock.whenUsed(affects, () => seen++)
    use(clock)
    use(clock)
    return seen
  }
  const nothing = (): void => {}
  const set = (clock: FaultyClock): void => void clock.after(5, nothing)
  expect(uses(nothing, (clock) => clock.now())).toBe(byReading)
  expect(uses(nothing, set)).toBe(bySetting)
  expect(uses(set, nothing)).toBe(byWaiting)
})

test('who no longer waits for a clock to be used is not called', () => {
  const clock = new FaultyClock(new VirtualClock())
  clock.whenUsed('both', () => expect.unreachable())()
  clock.now()
})
