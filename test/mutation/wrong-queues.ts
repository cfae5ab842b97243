import type { WrongQueue } from './wrong-queue.ts'
import { wrongQueuesOfLeases } from './wrong-queues-of-leases.ts'
import { wrongQueuesOfTraffic } from './wrong-queues-of-traffic.ts'

/** Each is a correct queue with one small mistake. */
export const wrongQueues: readonly WrongQueue[] = [...wrongQueuesOfTraffic, ...wrongQueuesOfLeases]
