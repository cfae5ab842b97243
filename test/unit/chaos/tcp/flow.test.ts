import type { Socket } from 'node:net'
import { PassThrough, Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { Flow } from '../../../../src/chaos/tcp/flow.ts'
import type { Piece } from '../../../../src/chaos/tcp/piece.ts'
import type { Stage, StagePlace } from '../../../../src/chaos/tcp/stage.ts'

/** A sink that takes one write at a time, each when it is told to. */
function slowSink() {
  const written: Buffer[] = []
  let next: (() => void) | null = null
  const sink = new Writable({
    highWaterMark: 1_000,
    write(chunk, _, done) {
      written.push(chunk)
      next = done
    },
  })
  return { sink, written, takeOne: () => next!() }
}

const flowOf = (source: PassThrough, sink: Writable): Flow =>
  new Flow(source as unknown as Socket, sink as unknown as Socket)
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Holds everything until released. */
class Holding implements Stage {
  readonly held: Piece[] = []
  readonly place: StagePlace
  constructor(place: StagePlace) {
    this.place = place
  }
  take(piece: Piece): void {
    this.held.push(piece)
  }
  release(): void {
    for (const piece of this.held.splice(0)) this.place.pass(piece)
  }
  drop(): void {
    this.held.length = 0
  }
}

test('the source waits while the sink does not take what it was given', async () => {
  const source = new PassThrough()
  const { sink, written, takeOne } = slowSink()
  const flow = flowOf(source, sink)
  source.write(Buffer.alloc(2_000))
  await turn()
  source.write(Buffer.alloc(500))
  await turn()
  expect([written.length, source.isPaused(), flow.passedBytes]).toEqual([1, true, 2_000])
  takeOne()
  await turn()
  expect([written.length, source.isPaused(), flow.passedBytes]).toEqual([2, false, 2_500])
})

test('the source waits when a fault holds more than a megabyte, and goes on when it is healed', async () => {
  const source = new PassThrough({ highWaterMark: 2 ** 22 })
  const sink = new PassThrough({ highWaterMark: 2 ** 22 })
  const flow = flowOf(source, sink)
  const heal = flow.addStage((place) => new Holding(place))
  source.write(Buffer.alloc(2 ** 20))
  await turn()
  expect(source.isPaused()).toBe(false)
  source.write(Buffer.alloc(1))
  await turn()
  expect([source.isPaused(), flow.passedBytes]).toEqual([true, 0])
  heal()
  expect([source.isPaused(), flow.passedBytes]).toEqual([false, 2 ** 20 + 1])
})

test('what one fault holds comes to the next in order, and to the sink when both are healed', async () => {
  const source = new PassThrough()
  const sink = new PassThrough()
  const flow = flowOf(source, sink)
  const healFirst = flow.addStage((place) => new Holding(place))
  source.write('a')
  await turn()
  const healSecond = flow.addStage((place) => new Holding(place))
  source.write('b')
  await turn()
  healFirst()
  source.end('c')
  await turn()
  expect(sink.read()).toBe(null)
  healSecond()
  expect(String(sink.read())).toBe('abc')
  expect(sink.writableEnded).toBe(true)
})

test('after the last piece nothing more is written, and what is severed ends its stages', async () => {
  const source = new PassThrough()
  const sink = Object.assign(new PassThrough(), { destroySoon: () => sink.end() })
  const flow = flowOf(source, sink)
  flow.enter(Buffer.from('a'))
  flow.enter('close')
  flow.enter(Buffer.from('b'))
  flow.enter('reset')
  expect([String(sink.read()), flow.passedBytes]).toEqual(['a', 1])
  const holding: Holding[] = []
  flow.addStage((place) => (holding[0] = new Holding(place)))
  flow.enter(Buffer.from('c'))
  flow.sever()
  expect(holding[0]!.held).toEqual([])
})
