import { fraction, oneOf } from '../../foundation/schema.ts'
import { directions } from './direction.ts'

export const connectionShare = fraction()
  .default(1)
  .describe('The share of connections that it acts on, 0 to 1; decided once for each connection.')

/** Which connections and which way, for faults that act on either way or on both. */
export const flowParameters = {
  direction: oneOf(['both', ...directions])
    .default('both')
    .describe('`to-server`: what clients send; `to-client`: what the server answers.'),
  connectionShare,
}

const ways = ['both', ...directions] as const
/** One of the ways, from a draw in [0, 1). */
export function drawWay(draw: number): (typeof ways)[number] {
  return ways[Math.floor(draw * ways.length)]!
}
