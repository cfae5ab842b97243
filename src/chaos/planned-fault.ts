import type { ScheduledFault } from '../model/fault-schedule.ts'
import type { FaultDefinition, FaultSite } from './fault.ts'
import type { FaultPoint } from './fault-point.ts'

/** A fault of a schedule, and what it is. */
export interface PlannedFault {
  readonly scheduled: ScheduledFault
  readonly definition: FaultDefinition
}

/** A fault that has found what it acts on. */
export interface BoundFault extends PlannedFault {
  /** null: the process itself. */
  readonly point: FaultPoint | null
  /** The calls it acts on; empty for a fault that is open over a time. */
  readonly sites: readonly FaultSite[]
}
