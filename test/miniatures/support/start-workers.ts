import type { Lease } from '../../../src/queue/message-queue.ts'

/** A source of work, and how to hear of more. */
export interface Source {
  take(): Lease | null | Promise<Lease | null>
  change(): Promise<void>
}

/** Workers that each take one message after another; `work` gets the number of the delivery, from 0. */
export function startWorkers(
  source: Source,
  count: number,
  work: (lease: Lease, delivery: number) => Promise<unknown>,
): void {
  let deliveries = 0
  const run = async (): Promise<never> => {
    for (;;) {
      // A call of the method each time: a run that observes the queue replaces it.
      const taken = source.take()
      const lease = taken instanceof Promise ? await taken : taken
      if (lease === null) await source.change()
      else await work(lease, deliveries++)
    }
  }
  for (let worker = 0; worker < count; worker++) void run()
}
