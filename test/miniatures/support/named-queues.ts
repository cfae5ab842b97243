import { SmallQueue, type Job } from './small-queue.ts'

/** A message waits while another of its key is held. */
export class NamedQueues extends SmallQueue {
  protected override pick(): Job | undefined {
    const locked = new Set([...this.held.values()].map(({ job }) => job.message.key))
    const place = this.waiting.findIndex(({ message }) => !locked.has(message.key))
    return place < 0 ? undefined : this.waiting.splice(place, 1)[0]
  }
}
