import { accountDeliveries } from '../../../src/check/delivery-account.ts'
import type { Evidence } from '../../../src/check/evidence.ts'
import { judge } from '../../../src/check/run-checks.ts'
import { resolveGuarantees } from '../../../src/config/resolve-guarantees.ts'
import type { Seen } from './play-queue.ts'

export function evidenceOf({ record: { ledger, log }, queue, drained }: Seen): Evidence {
  return {
    place: 'queue',
    knowsInboxes: false,
    capabilities: queue.capabilities,
    account: accountDeliveries(ledger, drained, 'observed'),
    history: {
      size: log.size,
      operations: log.operations(),
      missed: log.missed,
      drained,
      label: (producer, sequence) => `${producer}:${sequence}`,
    },
  }
}

/** The verdict and the summary of each guarantee. */
export function judgeSeen(seen: Seen, guarantees: readonly unknown[]) {
  const resolved = resolveGuarantees(guarantees, 'guarantees')
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems))
  const evidence = evidenceOf(seen)
  return resolved.value.map((asserted) => ({
    name: asserted.name,
    label: asserted.label,
    ...judge(asserted, evidence),
  }))
}
