import type { AssertedGuarantee } from '../model/asserted-guarantee.ts'
import type { QueueCapabilities } from '../queue/message-queue.ts'
import { findGuarantee } from './find-guarantee.ts'
import type { Guarantee } from './guarantee.ts'

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
      `${label} is asserted, more than the observed system declares (${declared(guarantee, capabilities)})`,
    ]
  })
}

function declared({ about = [] }: Guarantee, capabilities: Partial<QueueCapabilities>): string {
  return about.map((name) => `${name}: ${String(capabilities[name] ?? 'not declared')}`).join(', ')
}
