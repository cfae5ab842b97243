/** A place in a run. Logical places come again in a replay, wherever the clock stands then. */
export type FaultTrigger =
  /** Milliseconds since the load began. */
  | { readonly ms: number }
  /** So many iterations have begun; the next one is the first to meet the fault. */
  | { readonly operations: number }
  /** This call, from 1: of all calls at the site, or of those that carry a message for `agent`. `site`: the fault's first. */
  | { readonly call: number; readonly site?: string; readonly agent?: string }

/** When a fault is over. */
export type FaultEnd = FaultTrigger | { readonly forMs: number } | { readonly times: number }

/** Which messages a fault is about; what is absent is any. */
export interface FaultFilter {
  /** The recipient of the message. */
  readonly agent?: string
  readonly type?: string
  readonly key?: string
}

/** One fault, with every default applied. JSON-safe: what was executed can be executed again, or with items left out. */
export interface ScheduledFault {
  /** Unique in its schedule. What the fault decides by chance follows from the seed and this, whatever stands beside it. */
  readonly id: string
  readonly kind: string
  /** The name of what it acts on; null: the only thing it can act on, or nothing but the process itself. */
  readonly on: string | null
  readonly at: FaultTrigger
  /** null: the end of the load. */
  readonly until: FaultEnd | null
  /** The share of calls that it acts on while it is open, 0 to 1. */
  readonly probability: number
  readonly where: FaultFilter
  /** The calls it acts on; empty for a fault that is open over a time. */
  readonly sites: readonly string[]
  readonly parameters: Readonly<Record<string, unknown>>
}

/** How a schedule is to be drawn from the seed. */
export interface ChaosPlan {
  /** Above 0, up to 1. */
  readonly intensity: number
  /** null: all that the target has the fault points for. */
  readonly kinds: readonly string[] | null
  readonly swarm: boolean
}

export interface FaultSchedule {
  readonly seed: number
  readonly faults: readonly ScheduledFault[]
}
