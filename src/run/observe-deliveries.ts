import { InputError, renderValue } from '../foundation/problem.ts'
import { Ledger } from '../record/ledger.ts'
import { isObservable, observeDeliveries, type Observable } from '../queue/observation.ts'
import type { QueueCapabilities } from '../queue/message-queue.ts'

/** What a run watches of the queue under load. */
export interface Observation {
  ledger: Ledger
  /** The guarantee that the queue declares for itself; at least once, where it says nothing. */
  declared: string
  /** Whether deliveries were seen where they take effect; known at the end, since cores are loaded lazily. */
  evidence(): 'observed' | 'claimed'
  end(): void
}

const guaranteeOfDelivery = {
  'at-most-once': 'atMostOnce',
  'at-least-once': 'atLeastOnce',
  'exactly-once': 'exactlyOnce',
} as const satisfies Record<QueueCapabilities['delivery'], string>

/** Begins to account for deliveries; null where `observed` is nothing that can be observed. Throws on a bad declaration. */
export function observe(observed: unknown): Observation | null {
  // A core alone tells of deliveries, and of nothing that was to be delivered.
  if (!isObservable(observed) || 'sendMessage' in observed) return null
  const declared = declaredGuarantee((observed as { capabilities?: unknown }).capabilities)
  const ledger = new Ledger()
  const end = observed[observeDeliveries](ledger)
  return { ledger, declared, evidence: () => evidenceOf(observed), end: () => quietly(end) }
}

/** What cannot even say is no evidence. */
function evidenceOf(observed: Observable): 'observed' | 'claimed' {
  try {
    return observed.deliveryEvidence ?? 'observed'
  } catch {
    return 'claimed'
  }
}

/** The run is over; an object that cannot be let go of changes nothing about it. */
function quietly(end: () => void): void {
  try {
    end()
  } catch {
    // Nothing depends on it.
  }
}

function declaredGuarantee(capabilities: unknown): string {
  if (capabilities === undefined) return guaranteeOfDelivery['at-least-once']
  const { delivery } = (capabilities ?? {}) as { delivery?: unknown }
  const entry = Object.entries(guaranteeOfDelivery).find(([name]) => name === delivery)
  if (entry) return entry[1]
  const expected = `one of ${Object.keys(guaranteeOfDelivery).join(', ')}`
  throw new InputError('the observed queue', [
    { path: 'capabilities.delivery', expected, got: renderValue(delivery) },
  ])
}

/** Messages inside, waiting or leased; null where the object does not say so in a number, or its getter throws. */
export function depthOf(observed: unknown): number | null {
  if (typeof observed !== 'object' || observed === null) return null
  try {
    const { depth, size } = observed as { depth?: unknown; size?: unknown }
    const level = [depth, size].find((candidate) => Number.isInteger(candidate) && (candidate as number) >= 0)
    return (level as number | undefined) ?? null
  } catch {
    return null
  }
}

/** Waits until nothing is left inside, or `signal` aborts. True when it says that nothing is. */
export async function drain(observed: unknown, signal: AbortSignal): Promise<boolean> {
  const { drain: ownDrain } = (observed ?? {}) as { drain?: (signal: AbortSignal) => unknown }
  return typeof ownDrain === 'function' && (await ownDrain.call(observed, signal)) !== false
}
