import { compareValues } from './compare-values.ts'
import { everyone, type Agent, type RoutedMessage, type Routes } from './read-routes.ts'

export interface Misdeliveries {
  misrouted: { value: unknown; to: Agent; got: Agent }[]
  missing: { value: unknown; agent: Agent }[]
  duplicated: { value: unknown; agent: Agent; count: number }[]
  wrongConsumer: { value: unknown; inbox: Agent; consumer: Agent }[]
  unexpected: unknown[]
  tornBroadcast: unknown[]
}

/** Sorts what came out where it should not, and did not where it should, into classes. */
export function findMisdeliveries(routes: Routes, exclusiveInbox: boolean): Misdeliveries {
  const found: Misdeliveries = {
    misrouted: [],
    missing: [],
    duplicated: [],
    wrongConsumer: [],
    unexpected: [],
    tornBroadcast: [],
  }
  for (const message of routes.messages.values()) {
    if (exclusiveInbox) judgeConsumers(message, found)
    if (message.first) judgeInboxes(message, routes, found)
    else for (const { value } of message.deliveries) found.unexpected.push(value)
  }
  sortAll(found)
  return found
}

function judgeConsumers({ deliveries }: RoutedMessage, { wrongConsumer }: Misdeliveries): void {
  for (const { value, operation } of deliveries) {
    const { key: inbox, process: consumer } = operation
    if (inbox !== undefined && String(inbox) !== String(consumer))
      wrongConsumer.push({ value, inbox, consumer })
  }
}

function judgeInboxes(message: RoutedMessage, { agents }: Routes, found: Misdeliveries): void {
  const { value, first, acknowledgedFor, broadcast, unjudged } = message
  const addressees = addresseesOf(message, agents)
  const counts = countByInbox(message)
  for (const [inbox, count] of counts) {
    if (!addressees.has(inbox) && !unjudged) found.misrouted.push({ value, to: first!.key!, got: inbox })
    if (count > 1) found.duplicated.push({ value, agent: inbox, count })
  }
  for (const agent of acknowledgedFor) if (!counts.has(agent)) found.missing.push({ value, agent })
  if (!broadcast) return
  const reached = agents.filter((agent) => counts.has(agent)).length
  if (reached > 0 && reached < agents.length) found.tornBroadcast.push(value)
}

/** A message all of whose attempts failed should not come out at all; if it does, its inbox is still the addressee's. */
function addresseesOf({ addressees, first }: RoutedMessage, agents: readonly Agent[]): ReadonlySet<Agent> {
  if (addressees.size > 0 || first?.key === undefined) return addressees
  return new Set(first.key === everyone ? agents : [first.key])
}

function countByInbox({ deliveries }: RoutedMessage): Map<Agent, number> {
  const counts = new Map<Agent, number>()
  for (const { operation } of deliveries) {
    const { key } = operation
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function sortAll(found: Misdeliveries): void {
  found.misrouted.sort((a, b) => compareAll([a.value, a.got], [b.value, b.got]))
  found.missing.sort((a, b) => compareAll([a.value, a.agent], [b.value, b.agent]))
  found.duplicated.sort((a, b) => compareAll([a.value, a.agent], [b.value, b.agent]))
  found.wrongConsumer.sort((a, b) =>
    compareAll([a.value, a.inbox, a.consumer], [b.value, b.inbox, b.consumer]),
  )
  found.unexpected.sort(compareValues)
  found.tornBroadcast.sort(compareValues)
}

function compareAll(a: readonly unknown[], b: readonly unknown[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareValues(a[i], b[i])
    if (order !== 0) return order
  }
  return 0
}
