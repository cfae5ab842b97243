import { DeliveryError, type Message, type MessageQueueProcessor } from 'vitest-stress/queue'

export interface Patience {
  /** Waits, on the clock of whoever sends. */
  sleep: (ms: number) => Promise<unknown>
  /** Told of each time the queue had no room. */
  onRefused: () => void
}

const firstPauseMs = 5
const longestPauseMs = 80
const mostTries = 50

/** Sends a message, and tries again, less and less often, while the queue certainly did not take it: nothing is sent twice. */
export async function sendPatiently(
  processor: MessageQueueProcessor,
  message: Message,
  { sleep, onRefused }: Patience,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await processor.send(message)
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.reason !== 'refused' || tries === mostTries) throw error
      onRefused()
      await sleep(Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1)))
    }
  }
}
