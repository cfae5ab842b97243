import type { LedgerSummary } from '../model/metrics.ts'
import type { LedgerEntry } from '../record/ledger-entry.ts'
import type { Ledger } from '../record/ledger.ts'

export type DeliveryClass =
  | 'lost'
  | 'pending'
  | 'duplicated'
  | 'unexpected'
  | 'phantom'
  | 'recovered'
  | 'misrouted'

/** One message and inbox that shows a class. */
export interface DeliveryExample {
  producer: string
  sequence: number
  inbox: string
  /** `"orders:4" to Agent-2 (3 times)`, for a person. */
  text: string
}

/** How messages and inboxes are shown. */
export interface DeliveryLabels {
  message(producer: string, sequence: number): string
  /** false: there is only one, which need not be named. */
  inboxes: boolean
}

const pairs: DeliveryLabels = { message: (producer, sequence) => `${producer}:${sequence}`, inboxes: true }

/** Where every delivery ended up, with at most 8 messages to show each class. */
export interface DeliveryAccount {
  summary: LedgerSummary
  examples: Record<DeliveryClass, DeliveryExample[]>
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
  labels: DeliveryLabels = pairs,
): DeliveryAccount {
  const summary: LedgerSummary = {
    attempted: 0,
    accepted: 0,
    delivered: 0,
    lost: 0,
    lost_prefix: 0,
    lost_middle: 0,
    lost_postfix: 0,
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
    if (examples[name].length < mostExamples) examples[name].push(exampleOf(entry, labels))
  }
  const plain = ledger.sweep((entry) => {
    if (entry.attempted) summary.attempted++
    if (entry.accepted) summary.accepted++
    if (entry.deadLettered) summary.dead_lettered++
    summary.delivered += entry.deliveries
    if (entry.deliveries === 0) {
      if (!entry.accepted || entry.deadLettered) return
      put(drained ? 'lost' : 'pending', entry)
      if (drained) summary[`lost_${entry.place!}`]++
      return
    }
    if (entry.deliveries > 1) put('duplicated', entry, entry.deliveries - 1)
    if (!entry.attempted) put(entry.sent ? 'misrouted' : 'unexpected', entry)
    else if (!entry.accepted) put(entry.refused ? 'phantom' : 'recovered', entry)
  })
  summary.attempted += plain
  summary.accepted += plain
  summary.delivered += plain
  return { summary, examples, drained, unaccountable: ledger.unaccountable, reused: ledger.reused, evidence }
}

function exampleOf(
  { producer, sequence, inbox, deliveries }: LedgerEntry,
  labels: DeliveryLabels,
): DeliveryExample {
  const where = labels.inboxes ? ` to ${inbox}` : ''
  const times = deliveries > 1 ? ` (${deliveries} times)` : ''
  return {
    producer,
    sequence,
    inbox,
    text: printable(`${labels.message(producer, sequence)}${where}${times}`),
  }
}

/** Ids may hold anything; a line of a report stays one line, and a terminal is told nothing. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (character) => {
    return character < ' '
      ? JSON.stringify(character).slice(1, -1)
      : `\\u00${character.charCodeAt(0).toString(16)}`
  })
}
