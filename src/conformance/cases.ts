import type { BehaviorCase } from './behavior-case.ts'
import { acknowledgement } from './cases/acknowledgement.ts'
import { cancelledWait } from './cases/cancelled-wait.ts'
import { close } from './cases/close.ts'
import { concurrentUse } from './cases/concurrent-use.ts'
import { deadLetters } from './cases/dead-letters.ts'
import { delivery } from './cases/delivery.ts'
import { lease } from './cases/lease.ts'
import { memory } from './cases/memory.ts'
import { ordering } from './cases/ordering.ts'
import { overflow } from './cases/overflow.ts'
import { priority } from './cases/priority.ts'
import { redelivery } from './cases/redelivery.ts'
import { sizeLimit } from './cases/size-limit.ts'
import { throughput } from './cases/throughput.ts'

/** Every case, in the order in which they run. A new one is a file and a line here. */
export const cases: readonly BehaviorCase[] = [
  delivery,
  concurrentUse,
  ordering,
  priority,
  sizeLimit,
  overflow,
  acknowledgement,
  redelivery,
  lease,
  deadLetters,
  cancelledWait,
  close,
  memory,
  throughput,
]
