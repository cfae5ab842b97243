import type { Message } from 'vitest-stress/queue'

/** A queue in a file. Objects on the same path share its messages. */
export interface FileQueue {
  /** Settles once the message is in the file. */
  send(message: Message): Promise<void>
  /** Takes a pending message; null where there is none to take. */
  claim(): Promise<Message | null>
  /** What was claimed has been delivered. */
  complete(message: Message): Promise<void>
}

/** What is in the file. Messages stay there when they are done, as a log of what was delivered. */
export interface QueueDocument {
  messages: { message: Message; status: 'pending' | 'claimed' | 'delivered' }[]
}
