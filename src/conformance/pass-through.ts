import type { Message } from '../queue/message.ts'
import { errorName } from './error-name.ts'
import { takeAndAck, type Taken, type Taking } from './take-and-ack.ts'

/** Sends `messages` through an empty queue: one producer, one consumer, both as fast as they can. */
export async function passThrough(taking: Taking, messages: readonly Message[]): Promise<Taken> {
  const taken = takeAndAck(taking, messages.length)
  for (const message of messages) await enqueueWithPatience(taking, message)
  return taken
}

async function enqueueWithPatience({ bareQueue, clock, signal }: Taking, message: Message): Promise<void> {
  while (!signal.aborted) {
    try {
      return await bareQueue.enqueue(message)
    } catch (error) {
      if (errorName(error) !== 'QueueFullError') throw error
      await clock.yield()
    }
  }
}
