import type { LedgerSummary } from '../model/metrics.ts'
import type { Ledger, LedgerEntry } from '../record/ledger.ts'

export type DeliveryClass =
  | 'lost'
  | 'pending'
  | 'duplicated'
  | 'unexpected'
  | 'phantom'
  | 'recovered'
  | 'misrouted'

/** Where every delivery ended up, with at most 8 messages to show each class. */
export interface DeliveryAccount {
  summary: LedgerSummary
  examples: Record<DeliveryClass, string[]>
  /** Nothing was left inside the queue; without it, what is missing is `pending` and not proven lost. */
  drained: boolean
  unaccountable: number
  /** Messages that share their identity with another. */
  reused: number
  /** `claimed`: known from what a core answered, not from where deliveries take effect. */
  evidence: 'observed' | 'claimed'
}

const mostExamples = 8

/** Sorts the ledger's entries into the classes of the history format. Pure. */
export function accountDeliveries(
  ledger: Ledger,
  drained: boolean,
  evidence: DeliveryAccount['evidence'],
): DeliveryAccount {
  const summary: LedgerSummary = {
    attempted: 0,
    accepted: 0,
    delivered: 0,
    lost: 0,
    pending: 0,
    duplicated: 0,
    unexpected: 0,
    phantom: 0,
    recovered: 0,
    misrouted: 0,
    dead_lettered: 0,
  }
  const examples: DeliveryAccount['examples'] = {
    lost: [],
    pending: [],
    duplicated: [],
    unexpected: [],
    phantom: [],
    recovered: [],
    misrouted: [],
  }
  const put = (name: DeliveryClass, entry: LedgerEntry, count = 1): void => {
    summary[name] += count
    if (examples[name].length < mostExamples) examples[name].push(describe(entry))
  }
  for (const entry of ledger.entries()) {
    if (entry.attempted) summary.attempted++
    if (entry.accepted) summary.accepted++
    if (entry.deadLettered) summary.dead_lettered++
    summary.delivered += entry.deliveries
    if (entry.deliveries === 0) {
      if (entry.accepted && !entry.deadLettered) put(drained ? 'lost' : 'pending', entry)
      continue
    }
    if (entry.deliveries > 1) put('duplicated', entry, entry.deliveries - 1)
    if (!entry.attempted) put(ledger.wasAttempted(entry) ? 'misrouted' : 'unexpected', entry)
    else if (!entry.accepted) put(entry.refused ? 'phantom' : 'recovered', entry)
  }
  return { summary, examples, drained, unaccountable: ledger.unaccountable, reused: ledger.reused, evidence }
}

function describe({ producer, sequence, inbox, deliveries }: LedgerEntry): string {
  const times = deliveries > 1 ? ` (${deliveries} times)` : ''
  return `${producer}:${sequence} to ${inbox}${times}`
}
