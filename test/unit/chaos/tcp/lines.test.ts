import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { callAt } from '../../../../src/chaos/tcp/call-at.ts'
import { DelayLine } from '../../../../src/chaos/tcp/delay-line.ts'
import { PacedLine } from '../../../../src/chaos/tcp/paced-line.ts'
import type { Piece } from '../../../../src/chaos/tcp/piece.ts'
import { sleep } from '../../../../src/foundation/clock.ts'
import { VirtualClock } from '../../../../src/foundation/virtual-clock.ts'
import { bytesOf } from './tcp-rig.ts'

test('a delay line passes each piece when it is due, and none before one that came earlier', async () => {
  const clock = new VirtualClock()
  const passed: [Piece, number][] = []
  const line = new DelayLine(clock, (piece) => passed.push([piece, clock.now()]))
  const [a, b] = [Buffer.from('a'), Buffer.from('b')]
  line.add(a, 30, () => {})
  line.add(b, 10, () => {})
  line.add('end', 40, () => {})
  await clock.run(sleep(clock, 100))
  expect(passed).toEqual([
    [a, 30],
    [b, 30],
    ['end', 40],
  ])
})

test('a delay line that is released by what it tells passes the rest at once, in order', async () => {
  const clock = new VirtualClock()
  const passed: [Piece, number][] = []
  const line = new DelayLine(clock, (piece) => passed.push([piece, clock.now()]))
  const pieces = ['a', 'b', 'c'].map((text) => Buffer.from(text))
  for (const [index, piece] of pieces.entries()) line.add(piece, index < 2 ? 10 : 50, () => line.release())
  await clock.run(sleep(clock, 100))
  expect(passed).toEqual(pieces.map((piece) => [piece, 10]))
})

test('a delay line that is released before its time tells of each piece, after all of them', async () => {
  const clock = new VirtualClock()
  const seen: [string, number][] = []
  const line = new DelayLine(clock, (piece) => seen.push([`passed ${String(piece)}`, clock.now()]))
  for (const text of ['a', 'b'])
    line.add(Buffer.from(text), 1_000, () => seen.push([`told ${text}`, clock.now()]))
  clock.after(300, () => line.release())
  await clock.run(sleep(clock, 2_000))
  expect(seen).toEqual(['passed a', 'passed b', 'told a', 'told b'].map((what) => [what, 300]))
})

test('a timer that is early is no reason to be early', () => {
  const set: { delayMs: number; callback: () => void }[] = []
  let nowMs = 0
  const clock = {
    now: () => nowMs,
    after: (delayMs: number, callback: () => void) => (set.push({ delayMs, callback }), () => {}),
    yield: () => Promise.resolve(),
  }
  let calls = 0
  callAt(clock, 10, () => calls++)
  nowMs = 9.5
  set[0]!.callback()
  expect([calls, set[1]!.delayMs]).toEqual([0, 0.5])
  nowMs = 10
  set[1]!.callback()
  expect([calls, set.length]).toEqual([1, 2])
})

test('a line that is dropped passes nothing more', async () => {
  const clock = new VirtualClock()
  const passed: Piece[] = []
  const delayed = new DelayLine(clock, (piece) => passed.push(piece))
  const pace = { partAt: () => 1, waitMs: () => 10, onPart: () => {} }
  const paced = new PacedLine(clock, pace, (piece) => passed.push(piece), 0)
  delayed.add(Buffer.from('a'), 10, () => {})
  paced.take(Buffer.from('bc'))
  await clock.run(sleep(clock, 5))
  delayed.drop()
  paced.drop()
  await clock.run(sleep(clock, 100))
  expect(passed).toEqual([])
})

test('a paced line keeps the bytes and their order, and never goes above its rate', async () => {
  const pieces = fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 200 }), pauseMs: fc.nat(50) }), {
    minLength: 1,
    maxLength: 10,
  })
  await fc.assert(
    fc.asyncProperty(pieces, fc.integer({ min: 1, max: 50 }), fc.nat(300), async (pieces, part, endMs) => {
      const clock = new VirtualClock()
      const passed: { piece: Piece; atMs: number }[] = []
      const pace = { partAt: () => part, waitMs: (bytes: number) => bytes * 2, onPart: () => {} }
      const line = new PacedLine(clock, pace, (piece) => passed.push({ piece, atMs: clock.now() }), 0)
      const given: Buffer[] = []
      const feed = async (): Promise<void> => {
        for (const { bytes, pauseMs } of pieces) {
          await sleep(clock, pauseMs)
          given.push(bytesOf(bytes, given.length))
          line.take(given.at(-1)!)
        }
        line.take('end')
        await sleep(clock, endMs)
      }
      await clock.run(feed())
      let soFar = 0
      for (const { piece, atMs } of passed.filter(({ piece }) => piece !== 'end')) {
        soFar += piece.length
        expect(piece.length).toBeLessThanOrEqual(part)
        expect(soFar).toBeLessThanOrEqual(atMs / 2)
      }
      line.release()
      expect(passed.at(-1)!.piece).toBe('end')
      const bytes = passed.slice(0, -1).map(({ piece }) => piece as Buffer)
      expect(Buffer.concat(bytes).equals(Buffer.concat(given))).toBe(true)
    }),
    { numRuns: 40 },
  )
})
