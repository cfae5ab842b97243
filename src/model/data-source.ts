import type { WorkerPlace } from './workers.ts'
import type { Random } from '../foundation/random.ts'

/** Where an iteration stands when its data is drawn. */
export interface DataRequest {
  /** Position among all planned iterations, from 0, in planned order. */
  index: number
  /** The agent the plan gave this iteration, or null where the load names none. */
  agent: string | null
}

/** What is known of the run whose data is opened. */
export interface DataContext {
  /** Derives from the seed of the run. */
  random: Random
  /** The agents that the load names, in planned order. */
  agents: readonly string[]
  /** Iterations that will start, warm-up included; null where only time bounds the load. A run always gives it. */
  plannedIterations?: number | null
  /** Which of the workers that share the load opens it, each for itself. A run always gives it. */
  worker?: WorkerPlace
}

/** Draws the item of an iteration, at once: what it waited for would be charged to the target. Throwing ends the run. */
export interface Draw<T> {
  (request: DataRequest): T
  /** The load starts when this has settled. The time limit of the run bounds it; rejecting ends the run. */
  readonly ready?: Promise<unknown>
  /** Called once when the load has ended, however it ended; waited for at most 10 s. */
  close?(): unknown
}

/** What feeds iterations. `open` is called once a run; what it returns is drawn from once an iteration. */
export interface DataSource<T> {
  /** `message` fills `iteration.message`, `data` fills `iteration.data`. */
  readonly carries: 'message' | 'data'
  open(context: DataContext): Draw<T>
}
