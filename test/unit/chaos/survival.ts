import type { FaultDefinition, FaultSite } from '../../../src/chaos/fault.ts'
import { faults } from '../../../src/chaos/faults.ts'
import { asSent, type View } from './storm.ts'

export interface Breaking {
  kind: string
  /** Where it breaks something. */
  site: FaultSite
  view: View
  /** What finds it: one of these. */
  broken: readonly string[]
  /** What has to go wrong as well. */
  beside?: object
  isCrowded?: boolean
}

/** To another of those that a broadcast goes to, a message is not misrouted; it is lost to the one. */
const inboxes = ['atLeastOnce', 'exclusiveInbox']

/**
 * What even a correct queue with retries cannot keep its promises under. All others it must survive: calls that fail, hang or
 * take long, in whatever order, refusals, acks that are lost, late or doubled, consumers that die, poison.
 */
export const breaking: readonly Breaking[] = [
  // Who is told that all went well sends nothing again.
  { kind: 'drop', site: 'queue.enqueue', view: 'deliveries', broken: ['atLeastOnce'] },
  { kind: 'drop', site: 'core.sendMessage', view: 'deliveries', broken: ['atLeastOnce'] },
  { kind: 'misroute', site: 'core.sendMessage', view: 'deliveries', broken: inboxes },
  { kind: 'misroute', site: 'queue.enqueue', view: 'deliveries', broken: inboxes },
  { kind: 'corrupt', site: 'core.sendMessage', view: 'deliveries', broken: [`checks.${asSent}`] },
  { kind: 'corrupt', site: 'queue.enqueue', view: 'deliveries', broken: [`checks.${asSent}`] },
  { kind: 'priority-flip', site: 'queue.enqueue', view: 'queue', broken: ['priority'], isCrowded: true },
  { kind: 'premature-ack', site: 'queue.dequeue', view: 'queue', broken: ['lease(200 ms)'] },
  {
    kind: 'premature-ack',
    site: 'queue.dequeue',
    view: 'deliveries',
    broken: ['atLeastOnce'],
    // Harmless until a consumer fails over what it holds.
    beside: { kind: 'consumer-crash', phase: 'before' },
  },
  // Nothing is lost by a copy; but the queue gives the message out again while its lease runs.
  { kind: 'duplicate', site: 'queue.enqueue', view: 'queue', broken: ['lease(200 ms)'] },
]

/** An answer that is lost on its way out of the queue hides which message came out: what stood before what cannot be told then. */
const hiding = { kind: 'fail-after-effect', site: 'queue.dequeue', view: 'queue' }

export interface Survivable {
  fault: FaultDefinition
  site: FaultSite
}

/** Kinds and sites of single calls that all promises of `view` survive. */
export function survivable(view: View): Survivable[] {
  const kinds: readonly FaultDefinition[] = faults
  return kinds.flatMap((fault) => {
    if (!('sites' in fault) || fault.kind === 'no-op' || fault.unsurvivable) return []
    const isBroken = (site: FaultSite): boolean =>
      [...breaking, hiding].some(
        (each) => each.kind === fault.kind && each.site === site && each.view === view,
      )
    return fault.sites.filter((site) => !isBroken(site)).map((site) => ({ fault, site }))
  })
}
