import type { IterationFacts } from '../model/iteration-facts.ts'

/**
 * Room for one iteration at a time: a virtual user, or what stands for one in an open load. What is recorded of an iteration
 * is written into its slot, over the last one's: nothing is made anew for it but what its workload is given. (A record of
 * its own for each, kept here, costs more: V8 notes down each store of something new into something old.)
 */
export class Slot implements IterationFacts {
  declare readonly userIndex: number
  /** Name of its load, where there are several. */
  declare readonly load: string | null
  /** An iteration is under way in it. */
  isBusy = false
  /** How many have begun in it: the number of the one that the rest is of. */
  turn = 0
  index = 0
  agent: string | null = null
  scheduledMs = 0
  startedMs = 0
  phase: 'warmup' | 'steady' = 'steady'
  message: unknown = undefined
  data: unknown = undefined
  tags: string[] | null = null
  /** Tells the workload of the end, once it has asked for that. */
  abort: AbortController | null = null
  /** Why its last iteration was given up. Nothing begins in it any more. */
  endedBy: Error | null = null

  constructor(userIndex: number, load: string | null) {
    this.userIndex = userIndex
    this.load = load
  }

  /** What a workload is given leads here; where it writes that down as JSON, this is no part of it. */
  toJSON(): undefined {
    return undefined
  }

  /** Gives up what is under way. */
  end(reason: Error): void {
    this.endedBy = reason
    this.abort?.abort(reason)
  }
}
