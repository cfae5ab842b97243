import type { ActiveIteration } from './active-iteration.ts'

/** Room for one iteration at a time: a virtual user, or what stands for one in an open load. */
export class Slot {
  readonly userIndex: number
  /** What is under way in it. */
  current: ActiveIteration | null = null

  constructor(userIndex: number) {
    this.userIndex = userIndex
  }
}
