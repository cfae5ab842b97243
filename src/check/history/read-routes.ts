import type { Operation } from '../../model/history.ts'
import { deliveriesOf, type Delivery } from './deliveries.ts'
import { identityOf } from './identity.ts'

export type Agent = string | number

/** A message that was enqueued or came out, with its addressees and its deliveries. */
export interface RoutedMessage {
  value: unknown
  /** The first attempt, failed or not; undefined for a message that nobody enqueued. */
  first: Operation | undefined
  /** The inboxes of all attempts that did not fail. */
  addressees: Set<Agent>
  /** The inboxes of those that were acknowledged. */
  acknowledgedFor: Set<Agent>
  broadcast: boolean
  /** Some attempt had no addressee, or was a broadcast to agents nobody named. */
  unjudged: boolean
  deliveries: Delivery[]
}

export interface Routes {
  messages: Map<unknown, RoutedMessage>
  agents: readonly Agent[]
  withoutAddressee: boolean
  /** Deliveries whose inbox is not known. */
  withoutInbox: number
}

export const everyone = '*'

/** Gathers what belongs to each message. */
export function readRoutes(operations: readonly Operation[], agents: readonly Agent[] | undefined): Routes {
  const messages = new Map<unknown, RoutedMessage>()
  const messageOf = (value: unknown): RoutedMessage => {
    const id = identityOf(value)
    let message = messages.get(id)
    if (!message) messages.set(id, (message = emptyMessage(value)))
    return message
  }
  for (const operation of operations) {
    if (operation.f === 'enqueue') addAttempt(messageOf(operation.input), operation, agents)
  }
  let withoutInbox = 0
  for (const delivery of deliveriesOf(operations)) {
    if (delivery.operation.key === undefined) withoutInbox++
    messageOf(delivery.value).deliveries.push(delivery)
  }
  const withoutAddressee = [...messages.values()].some(({ unjudged }) => unjudged)
  return { messages, agents: agents ?? [], withoutAddressee, withoutInbox }
}

function emptyMessage(value: unknown): RoutedMessage {
  return {
    value,
    first: undefined,
    addressees: new Set(),
    acknowledgedFor: new Set(),
    broadcast: false,
    unjudged: false,
    deliveries: [],
  }
}

function addAttempt(
  message: RoutedMessage,
  operation: Operation,
  agents: readonly Agent[] | undefined,
): void {
  const { key, outcome } = operation
  message.first ??= operation
  if (key === undefined || (key === everyone && !agents)) {
    message.unjudged = true
    return
  }
  if (key === everyone) message.broadcast = true
  for (const agent of key === everyone ? agents! : [key]) {
    // What failed was addressed to somebody all the same: only where nothing else was, this says where it belongs.
    if (outcome !== 'fail') message.addressees.add(agent)
    if (outcome === 'ok') message.acknowledgedFor.add(agent)
  }
}
