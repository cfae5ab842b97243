import type { Lease } from './message-queue.ts'

/** What a processor is made of, for a run that lets things go wrong in it. */
export interface ProcessorParts {
  /** null: it is loaded at the first send. */
  readonly core: object | null
  readonly queue: object
  readonly consumer: Consumer
}

/** The key under which a processor tells its parts. */
export const processorParts: unique symbol = Symbol.for('vitest-stress.processorParts')

type Handle = (lease: Lease, work: (lease: Lease) => Promise<void>) => Promise<void>

/** Nothing stands between them: a processor need not ask then. */
export const plainHandle: Handle = (lease, work) => work(lease)

/** What stands between the loops of a processor and their work, so that something else may stand there. */
export class Consumer {
  /** Leases whose consumer died over them: what it was about to do, it does no more. */
  dead: WeakSet<object> | null = null
  handle: Handle = plainHandle
}
