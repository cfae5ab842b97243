import type { Random } from '../../../../../src/foundation/random.ts'
import type { HistoryChecker } from '../../../../../src/check/history/checker.ts'
import { fairness } from '../../../../../src/check/history/fairness.ts'
import { lease } from '../../../../../src/check/history/lease.ts'
import { log } from '../../../../../src/check/history/log.ts'
import { perKeyOrder } from '../../../../../src/check/history/per-key-order.ts'
import { priorityInversion } from '../../../../../src/check/history/priority-inversion.ts'
import { routing } from '../../../../../src/check/history/routing.ts'
import { sizeLimit } from '../../../../../src/check/history/size-limit.ts'
import type { Operation } from '../../../../../src/model/history.ts'
import { fairnessHistory, fairnessReference } from './fairness.ts'
import { leaseHistory, leaseReference } from './lease.ts'
import { logHistory, logReference } from './log.ts'
import { orderHistory, orderReference } from './per-key-order.ts'
import { overtakingHistory, overtakingReference } from './priority-inversion.ts'
import { routingHistory, routingReference } from './routing.ts'
import { sizeHistory, sizeReference } from './size-limit.ts'

/** A checker, what it must agree with, and histories to see that on. */
export interface Law {
  checker: HistoryChecker
  reference: (history: readonly Operation[], options: never) => object
  history: (random: Random) => { history: Operation[]; options: object }
}

export const laws: readonly Law[] = [
  { checker: priorityInversion, reference: overtakingReference, history: overtakingHistory },
  { checker: perKeyOrder, reference: orderReference, history: orderHistory },
  { checker: routing, reference: routingReference, history: routingHistory },
  { checker: sizeLimit, reference: sizeReference, history: sizeHistory },
  { checker: fairness, reference: fairnessReference, history: fairnessHistory },
  { checker: lease, reference: leaseReference, history: leaseHistory },
  { checker: log, reference: logReference, history: logHistory },
]
