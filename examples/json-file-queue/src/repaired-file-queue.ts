import { readFile, rename, writeFile } from 'node:fs/promises'
import type { Message } from 'vitest-stress/queue'
import type { FileQueue, QueueDocument } from './file-queue.ts'
import { oneAtATime } from './one-at-a-time.ts'

/**
 * The same queue, repaired:
 *
 * - One operation on a file at a time, from reading to writing: no update is lost, no message is claimed twice.
 * - A document is written beside the file and then renamed over it: readers find the old one or the new one, whole.
 * - One message of a recipient at a time, so that several processors keep a recipient's messages in order.
 * - A file that cannot be read is an error, and not an empty queue.
 *
 * What it does not cover: several processes (they would need a lock file that all of them take), a processor that dies
 * between claim and complete (its message stays claimed; a lease would bring it back), and power failures (nothing is
 * flushed to the disk before it is renamed).
 */
export class RepairedFileQueue implements FileQueue {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  send(message: Message): Promise<void> {
    return this.#alone(async () => {
      const document = await this.#read()
      document.messages.push({ message, status: 'pending' })
      await this.#replace(document)
    })
  }

  claim(): Promise<Message | null> {
    return this.#alone(async () => {
      const document = await this.#read()
      const entry = nextOf(document)
      if (!entry) return null
      entry.status = 'claimed'
      await this.#replace(document)
      return entry.message
    })
  }

  complete({ id }: Message): Promise<void> {
    return this.#alone(async () => {
      const document = await this.#read()
      const entry = document.messages.find(({ message, status }) => message.id === id && status === 'claimed')
      if (!entry) throw new Error(`${id} was not claimed`)
      entry.status = 'delivered'
      await this.#replace(document)
    })
  }

  #alone<T>(operation: () => Promise<T>): Promise<T> {
    return oneAtATime(this.#path, operation)
  }

  async #read(): Promise<QueueDocument> {
    try {
      return JSON.parse(await readFile(this.#path, 'utf8')) as QueueDocument
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { messages: [] }
      throw error
    }
  }

  async #replace(document: QueueDocument): Promise<void> {
    await writeFile(`${this.#path}.new`, JSON.stringify(document))
    await rename(`${this.#path}.new`, this.#path)
  }
}

/** The first message that waits and whose recipient has no other under way. */
function nextOf({ messages }: QueueDocument): QueueDocument['messages'][number] | undefined {
  const claimed = messages.filter(({ status }) => status === 'claimed')
  const busy = new Set(claimed.map(({ message }) => message.recipient))
  return messages.find(({ status, message }) => status === 'pending' && !busy.has(message.recipient))
}
