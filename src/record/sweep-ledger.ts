import { DeliveryBounds } from './delivery-bounds.ts'
import { deliveriesOf, entryBits } from './entry-bits.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import type { LedgerPage } from './ledger-page.ts'
import type { ProducerPages } from './producer-pages.ts'

const { attempted, accepted, refused, deadLettered } = entryBits

/**
 * Calls `visit` for every message and inbox that anything is known of, but for those that went as they should: sent,
 * accepted, delivered once, and no more. Returns how many these are. Changes nothing.
 */
export function sweepLedger(
  producers: Iterable<ProducerPages>,
  inboxes: readonly string[],
  visit: (entry: LedgerEntry) => void,
): number {
  const bounds = new DeliveryBounds(inboxes.length)
  let plain = 0
  for (const producer of producers) {
    producer.forEach((page, begin) => page.bound(bounds, begin))
    producer.forEach((page, begin) => {
      plain += sweepPage(page, (slot, inbox, entry, sent) => {
        const deliveries = deliveriesOf(entry)
        const sequence = begin + slot
        visit({
          producer: producer.name,
          sequence,
          inbox: inboxes[inbox]!,
          attempted: (entry & attempted) !== 0,
          accepted: (entry & accepted) !== 0,
          refused: (entry & refused) !== 0,
          deadLettered: (entry & deadLettered) !== 0,
          deliveries,
          sent,
          place: deliveries > 0 ? null : bounds.placeOf(inbox, sequence),
        })
      })
    })
    bounds.forget()
  }
  return plain
}

function sweepPage(
  page: LedgerPage,
  visit: (slot: number, inbox: number, entry: number, sent: boolean) => void,
): number {
  // Made only where something came that was not sent to where it came.
  let slots: Uint8Array | null = null
  return page.visit((slot, inbox, entry) => {
    const sent = (entry & attempted) !== 0 || (slots ??= page.attempted())[slot] === 1
    visit(slot, inbox, entry, sent)
  })
}
