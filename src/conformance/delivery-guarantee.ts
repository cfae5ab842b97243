import type { QueueCapabilities } from '../queue/message-queue.ts'

const guarantees = {
  'at-most-once': 'atMostOnce',
  'at-least-once': 'atLeastOnce',
  'exactly-once': 'exactlyOnce',
} as const

/** The guarantee that the rule `total-queue` holds a queue of these capabilities to. */
export function deliveryGuarantee({ delivery }: QueueCapabilities): (typeof guarantees)[typeof delivery] {
  return guarantees[delivery]
}
