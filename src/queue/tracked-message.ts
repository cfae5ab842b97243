import type { Linked, LinkedList } from './linked-list.ts'
import type { Message } from './message.ts'

/** A message that a processor is responsible for, until its final outcome. Its addressees share one count of attempts. */
export class TrackedMessage implements Linked<TrackedMessage> {
  readonly message: Message
  /** Its place among all tracked messages of the processor. */
  readonly serial: number
  readonly resolve: (() => void) | null
  readonly reject: ((error: Error) => void) | null
  /** Addressees not yet reached; null for all of them, which spares the usual message a list. */
  remaining: readonly string[] | null = null
  attempts = 0
  settled = false
  /** Whether a consumer has taken it. */
  taken = false
  /** Another message of the same id under way: the same message sent twice. */
  twin: TrackedMessage | null = null
  list: LinkedList<TrackedMessage> | null = null
  previous: TrackedMessage | null = null
  next: TrackedMessage | null = null

  constructor(
    message: Message,
    serial: number,
    resolve: (() => void) | null,
    reject: ((error: Error) => void) | null,
  ) {
    this.message = message
    this.serial = serial
    this.resolve = resolve
    this.reject = reject
  }
}
