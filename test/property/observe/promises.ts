import { leaseMs, maxDeliveries, type Program } from './play-queue.ts'

/** All that `InMemoryMessageQueue` promises, and first in, first out among equals. */
export const promises = ({ capacity }: Program): unknown[] => [
  'atLeastOnce',
  'priority',
  { checker: 'stable-priority' },
  { checker: 'priority-inversion', options: { bound: 0 } },
  { checker: 'size-limit', options: { capacity } },
  { checker: 'lease', options: { visibilityMs: leaseMs, maxDeliveries } },
  { checker: 'total-queue', options: { guarantee: 'atLeastOnce' } },
]
