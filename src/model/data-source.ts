import type { Random } from '../foundation/random.ts'

/** Where an iteration stands when its data is drawn. */
export interface DataRequest {
  /** Position among all planned iterations, from 0, in planned order. */
  index: number
  /** The agent the plan gave this iteration, or null where the load names none. */
  agent: string | null
}

/** What feeds iterations. `open` is called once a run; what it returns is drawn from once an iteration. */
export interface DataSource<T> {
  /** `message` fills `iteration.message`, `data` fills `iteration.data`. */
  readonly carries: 'message' | 'data'
  open(context: { random: Random; agents: readonly string[] }): (request: DataRequest) => T
}
