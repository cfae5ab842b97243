import type { Operation } from '../../model/history.ts'
import { deliveriesOf } from './deliveries.ts'
import { identityOf } from './identity.ts'

export interface LeaseOptions {
  visibilityMs: number
  maxDeliveries?: number | undefined
  dlqKey?: string | number | undefined
  drained: boolean
}

/** All that happened to one message; each list by the time of its invoke. */
export interface LeaseMessage {
  value: unknown
  /** Enqueues that did not certainly fail. */
  attempts: number
  enqueue: Operation | undefined
  /** Without those from the dead-letter queue. */
  deliveries: Operation[]
  deadLetters: Operation[]
  /** What did not certainly fail. */
  acks: Operation[]
  nacks: Operation[]
}

/** Sorts the operations by message. */
export function readLeaseMessages(
  operations: readonly Operation[],
  dlqKey: string | number | undefined,
): LeaseMessage[] {
  const messages = new Map<unknown, LeaseMessage>()
  const messageOf = (value: unknown): LeaseMessage => {
    const id = identityOf(value)
    let message = messages.get(id)
    if (!message) messages.set(id, (message = emptyMessage(value)))
    return message
  }
  for (const operation of operations) {
    const { f, outcome, input } = operation
    if (outcome === 'fail') continue
    if (f === 'ack') messageOf(input).acks.push(operation)
    if (f === 'nack') messageOf(input).nacks.push(operation)
    if (f !== 'enqueue') continue
    const message = messageOf(input)
    message.attempts++
    message.enqueue = operation
  }
  for (const { value, operation } of deliveriesOf(operations)) {
    const { deadLetters, deliveries } = messageOf(value)
    if (isDeadLetter(operation, dlqKey)) deadLetters.push(operation)
    else deliveries.push(operation)
  }
  return [...messages.values()]
}

export function isDeadLetter({ key }: Operation, dlqKey: string | number | undefined): boolean {
  return dlqKey !== undefined && key === dlqKey
}

function emptyMessage(value: unknown): LeaseMessage {
  return { value, attempts: 0, enqueue: undefined, deliveries: [], deadLetters: [], acks: [], nacks: [] }
}
