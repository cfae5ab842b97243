/** Which of the workers that share a load this is. */
export interface WorkerPlace {
  /** From 0. */
  readonly index: number
  readonly count: number
}

/** Where no load is shared. */
export const onlyWorker: WorkerPlace = { index: 0, count: 1 }

/** What hosts the load of a scenario: this process alone (`count` 1), or so many threads or processes. */
export interface Workers {
  readonly count: number
  readonly kind: 'thread' | 'process'
  /** The scenario says how many: its module is made one piece then, also where that is this process alone. */
  readonly given: boolean
}
