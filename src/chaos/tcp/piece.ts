/**
 * What passes one direction of a connection, in order: bytes, and the ways a direction ends. `end`: no more bytes come
 * (FIN); `close`: the receiver's connection is closed once all bytes are written; `reset`: it is torn down (RST).
 */
export type Piece = Buffer | 'end' | 'close' | 'reset'

export function sizeOf(piece: Piece): number {
  return typeof piece === 'string' ? 0 : piece.length
}
