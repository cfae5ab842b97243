import { Ledger } from '../record/ledger.ts'
import { isObservable, observeDeliveries } from '../queue/observation.ts'
import type { QueueCapabilities } from '../queue/message-queue.ts'

/** What a run watches of the queue under load. */
export interface Observation {
  ledger: Ledger
  /** The guarantee that the queue declares for itself, if it declares any. */
  declared: string | null
  end(): void
}

const guaranteeOfDelivery = {
  'at-most-once': 'atMostOnce',
  'at-least-once': 'atLeastOnce',
  'exactly-once': 'exactlyOnce',
} as const satisfies Record<QueueCapabilities['delivery'], string>

/** Begins to account for deliveries; null where `observed` is nothing that can be observed. */
export function observe(observed: unknown): Observation | null {
  // A core alone tells of deliveries, and of nothing that was to be delivered.
  if (!isObservable(observed) || 'sendMessage' in observed) return null
  const ledger = new Ledger()
  const end = observed[observeDeliveries](ledger)
  const { capabilities } = observed as { capabilities?: QueueCapabilities }
  return { ledger, declared: capabilities ? guaranteeOfDelivery[capabilities.delivery] : null, end }
}

/** Messages inside, waiting or leased; null where the object does not say, or its getter throws. */
export function depthOf(observed: unknown): number | null {
  if (typeof observed !== 'object' || observed === null) return null
  try {
    const { depth, size } = observed as { depth?: unknown; size?: unknown }
    return [depth, size].find((level) => typeof level === 'number') ?? null
  } catch {
    return null
  }
}

/** Waits until nothing is left inside, or `signal` aborts. True when it says that nothing is. */
export async function drain(observed: unknown, signal: AbortSignal): Promise<boolean> {
  const { drain: ownDrain } = (observed ?? {}) as { drain?: (signal: AbortSignal) => unknown }
  return typeof ownDrain === 'function' && (await ownDrain.call(observed, signal)) !== false
}
