import type { IndexRule } from '../load/share-plan.ts'
import type { WorkerPlace } from '../model/workers.ts'
import type { StretchSettings } from '../record/stretches.ts'
import type { OpenSecond } from '../record/timeline.ts'

/** What a run does that is a worker's share of a larger one. */
export interface WorkerRole {
  place: WorkerPlace
  /** Where the iterations of each load stand in the whole plan, by its name. */
  indices: ReadonlyMap<string | null, IndexRule>
  /** Of the whole plan; null where a load is bounded by time alone. */
  plannedIterations: number | null
  /** How many starts of all loads the workers before this one have; null where a load is bounded by time alone. */
  startsBefore: number | null
  /** The agents of the whole plan. */
  agents: readonly string[]
  /** As of the whole run: it is judged elsewhere. */
  stretches: StretchSettings | null
  /** Called when the load could begin; settles when it is to. */
  ready(signal: AbortSignal): Promise<void>
  /** Told each second of the timeline, with all its samples. */
  onSecond(second: OpenSecond): void
}
