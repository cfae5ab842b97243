import type { AssertedGuarantee } from '../model/asserted-guarantee.ts'
import type { QueueCapabilities } from '../queue/message-queue.ts'
import { findGuarantee } from './find-guarantee.ts'

/** What is asserted although the system declares less, each as a line for a person. It is judged all the same. */
export function beyondPromises(
  asserted: readonly AssertedGuarantee[],
  capabilities: Partial<QueueCapabilities> | null,
): string[] {
  if (capabilities === null) return []
  return asserted.flatMap(({ name, label, options, definition }) => {
    const guarantee = definition === null ? findGuarantee(name) : undefined
    if (!guarantee?.promised) return []
    const promised = guarantee.promised(capabilities)
    if (promised !== null && !guarantee.exceeds?.(options, promised)) return []
    return [
      `${label} is asserted, which is more than the observed system declares (${declared(capabilities)})`,
    ]
  })
}

function declared(capabilities: Partial<QueueCapabilities>): string {
  const { delivery, ordering, priority, capacity, redelivery } = capabilities
  const said = Object.entries({ delivery, ordering, priority, capacity, redelivery })
  return said
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ')
}
