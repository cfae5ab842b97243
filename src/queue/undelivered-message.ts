import type { Message } from './message.ts'

/** A message that a processor gave up on. */
export interface UndeliveredMessage {
  readonly message: Message
  /** The addressees it did not certainly reach. */
  readonly undelivered: readonly string[]
  /** Attempts made for each of them. */
  readonly attempts: number
  /** Why the last attempt failed, or what ended the attempts. */
  readonly reason: string
}
