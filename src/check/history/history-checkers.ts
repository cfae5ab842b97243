import type { HistoryChecker } from './checker.ts'
import { fairness } from './fairness.ts'
import { fifo } from './fifo.ts'
import { lease } from './lease.ts'
import { log } from './log.ts'
import { perKeyOrder } from './per-key-order.ts'
import { priorityInversion } from './priority-inversion.ts'
import { priority } from './priority.ts'
import { queue } from './queue.ts'
import { routing } from './routing.ts'
import { sizeLimit } from './size-limit.ts'
import { stablePriority } from './stable-priority.ts'
import { totalQueue } from './total-queue.ts'
import { uniqueIds } from './unique-ids.ts'

/** Every checker of histories. A new one is a file and a line here. */
export const historyCheckers = [
  queue,
  totalQueue,
  uniqueIds,
  fifo,
  priority,
  stablePriority,
  priorityInversion,
  perKeyOrder,
  routing,
  sizeLimit,
  fairness,
  lease,
  log,
] as const satisfies readonly HistoryChecker[]
