import type { DeliveryAccount } from '../../src/check/delivery-account.ts'
import type { Evidence } from '../../src/check/evidence.ts'
import type { AssertedGuarantee } from '../../src/model/asserted-guarantee.ts'

/** A guarantee as a scenario asserts it by its name. */
export function asserted(name: string, options: unknown = {}): AssertedGuarantee {
  return { name, label: name, options, definition: null }
}

/** What a run saw of deliveries to inboxes, of which it recorded no history. */
export function evidenceOf(account: DeliveryAccount): Evidence {
  return { place: 'deliveries', knowsInboxes: true, capabilities: null, account, history: null }
}
