import type { Clock } from '../../src/foundation/clock.ts'
import type { PlainOptions, PlainQueue } from './plain-queue.ts'

/** A wrong queue, the case that must notice it, and how it is built. */
export interface WrongQueue {
  mistake: string
  noticedBy: string
  Queue: new (clock: Clock, options?: PlainOptions) => PlainQueue
  options?: PlainOptions
}
