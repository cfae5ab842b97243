import type { Piece } from './piece.ts'

/** What a fault does to one direction of one connection. It keeps the order of what it is given. */
export interface Stage {
  /** Takes the next piece, and hands it on (`StagePlace.pass`) now or later. */
  take(piece: Piece): void
  /** The fault is healed: hands on at once all that it still has. Nothing is given to it afterwards. */
  release(): void
  /** The connection is over: ends its timers. */
  drop(): void
}

/** Where a stage stands. */
export interface StagePlace {
  /** Place in the direction's stream of bytes of the first that the stage is given; whole since the connection began. */
  readonly offset: number
  readonly pass: (piece: Piece) => void
  /** Said of bytes that will never be handed on, so that others may come. */
  readonly discard: (bytes: number) => void
}
