import type { Guarantee } from './guarantee.ts'
import { atLeastOnce } from './guarantees/at-least-once.ts'
import { atMostOnce } from './guarantees/at-most-once.ts'
import { boundedInversion } from './guarantees/bounded-inversion.ts'
import { capacity } from './guarantees/capacity.ts'
import { exactlyOnce } from './guarantees/exactly-once.ts'
import { exclusiveInbox } from './guarantees/exclusive-inbox.ts'
import { fifoPerKey } from './guarantees/fifo-per-key.ts'
import { fifo } from './guarantees/fifo.ts'
import { lease } from './guarantees/lease.ts'
import { priority } from './guarantees/priority.ts'

/** Every guarantee. A new one is a file and a line here. */
export const guarantees = [
  atLeastOnce,
  atMostOnce,
  exactlyOnce,
  exclusiveInbox,
  fifo,
  fifoPerKey,
  priority,
  boundedInversion,
  capacity,
  lease,
] as const satisfies readonly Guarantee[]
