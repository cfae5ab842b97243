// A real thread: what it is for is to wake a real event loop. Waits are for its calls; none is asserted to be soon.
import type { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { realClock, sleep } from '../../../src/foundation/clock.ts'
import { startPreciseTimer, type PreciseTimer } from '../../../src/foundation/precise-timer.ts'

let timer: PreciseTimer
beforeEach(async () => {
  timer = await startPreciseTimer()
})
afterEach(() => timer.end())

/** How long it took until the timer called. */
const wait = (delayMs: number): Promise<number> => {
  const fromMs = realClock.now()
  return new Promise((resolve) => timer.after(delayMs, () => resolve(realClock.now() - fromMs)))
}

test('never calls early, whatever the delay', async () => {
  for (const delayMs of [0.3, 1.7, 0.25, 5, 0.9]) expect(await wait(delayMs)).toBeGreaterThanOrEqual(delayMs)
})

test('keeps wake-ups apart, so that they do not cost more than the work', async () => {
  await wait(0)
  const fromMs = realClock.now()
  for (let round = 0; round < 50; round++) await wait(0)
  expect(realClock.now() - fromMs).toBeGreaterThanOrEqual(50 * 0.29)
})

test('one callback takes the place of another, earlier or later', async () => {
  const called: string[] = []
  timer.after(1, () => called.push('first'))
  await new Promise<void>((resolve) => timer.after(30, resolve))
  timer.after(10_000, () => called.push('long'))
  await wait(2)
  expect(called).toEqual([])
})

test('what is called for an order that was replaced meanwhile calls nobody', async () => {
  const called: string[] = []
  timer.after(0, () => called.push('old'))
  // The thread has told by now, and nobody has heard.
  const untilMs = realClock.now() + 10
  while (realClock.now() < untilMs);
  timer.after(10_000, () => called.push('new'))
  await sleep(realClock, 5)
  expect(called).toEqual([])
})

test('what was cancelled is not called, and cancelling late cancels nothing else', async () => {
  const called: string[] = []
  const cancel = timer.after(1, () => called.push('cancelled'))
  cancel()
  const second = wait(3)
  cancel()
  await second
  expect(called).toEqual([])
})

test('after its end it calls nobody who waits, and goes on as the clock does', async () => {
  const called: string[] = []
  timer.after(1, () => called.push('too late'))
  await timer.end()
  expect(await wait(2)).toBeGreaterThan(0)
  expect(called).toEqual([])
})

test('where the thread dies, whoever waits is called, and timers go on', async () => {
  let thread: Worker | undefined
  process.once('worker', (worker: Worker) => (thread = worker))
  const orphan = await startPreciseTimer()
  const called = new Promise<string>((resolve) => orphan.after(1e6, () => resolve('called')))
  await thread!.terminate()
  expect(await called).toBe('called')
  await new Promise<void>((resolve) => orphan.after(1, resolve))
  await orphan.end()
})
