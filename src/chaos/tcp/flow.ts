import type { Socket } from 'node:net'
import { sizeOf, type Piece } from './piece.ts'
import { tearDown } from './tear-down.ts'
import type { Stage, StagePlace } from './stage.ts'

/** So much waits in the faults of one direction; beyond it the sender has to wait, as with a TCP window that is full. */
const mostHeldBytes = 2 ** 20

/** One direction of a connection: what `source` sends is written to `sink`, through the stages of the faults that are open. */
export class Flow {
  readonly #source: Socket
  readonly #sink: Socket
  readonly #stages: Stage[] = []
  #passedBytes = 0
  #heldBytes = 0
  /** The sink was given a last piece: what comes after it (a reset, say) is no news to it. */
  #isOver = false
  #isSevered = false

  constructor(source: Socket, sink: Socket) {
    this.#source = source
    this.#sink = sink
    source.on('data', this.#relay)
    source.on('end', () => this.enter('end'))
    sink.on('drain', this.#pace)
  }

  /** Bytes that were written to the sink. */
  get passedBytes(): number {
    return this.#passedBytes
  }

  /** Puts a stage last, so that what the others hold comes to it in order. Returns how to take it out. */
  addStage(make: (place: StagePlace) => Stage): () => void {
    const pass = (piece: Piece): void => this.#passTo(this.#stages.indexOf(stage) + 1, piece)
    const discard = (bytes: number): void => this.#settle(bytes)
    const stage = make({ offset: this.#passedBytes, pass, discard })
    this.#stages.push(stage)
    return () => {
      if (!this.#stages.includes(stage)) return
      stage.release()
      // A release may have ended the connection, and all stages with it.
      const index = this.#stages.indexOf(stage)
      if (index >= 0) this.#stages.splice(index, 1)
    }
  }

  enter(piece: Piece): void {
    if (this.#isSevered) return
    this.#heldBytes += sizeOf(piece)
    this.#passTo(0, piece)
    if (this.#heldBytes > mostHeldBytes) this.#source.pause()
  }

  /** Nobody is left to write to: what still comes is read and forgotten, so that the end of the source is noticed. */
  sever(): void {
    if (this.#isSevered) return
    this.#isSevered = true
    this.#source.off('data', this.#relay)
    for (const stage of this.#stages.splice(0)) stage.drop()
    this.#source.resume()
  }

  /** The whole cost of a proxy without a fault: as little as can be. */
  readonly #relay = (chunk: Buffer): void => {
    if (this.#stages.length > 0) return this.enter(chunk)
    this.#passedBytes += chunk.length
    if (!this.#sink.write(chunk)) this.#source.pause()
  }

  #passTo(index: number, piece: Piece): void {
    if (this.#isSevered) return
    const stage = this.#stages[index]
    if (stage) stage.take(piece)
    else this.#write(piece)
  }

  #write(piece: Piece): void {
    if (this.#isOver) return
    if (typeof piece !== 'string') {
      this.#passedBytes += piece.length
      if (!this.#sink.write(piece)) this.#source.pause()
      this.#settle(piece.length)
    } else if (piece === 'end') this.#sink.end()
    else {
      this.#isOver = true
      if (piece === 'close') this.#sink.destroySoon()
      else tearDown(this.#sink)
    }
  }

  #settle(bytes: number): void {
    this.#heldBytes -= bytes
    this.#pace()
  }

  readonly #pace = (): void => {
    if (this.#heldBytes <= mostHeldBytes && !this.#sink.writableNeedDrain) this.#source.resume()
  }
}
