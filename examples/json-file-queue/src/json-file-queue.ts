import { constants } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import type { Message } from 'vitest-stress/queue'
import type { FileQueue, QueueDocument } from './file-queue.ts'

/**
 * The queue as it was written first. With one processor and one sender at a time it works: the document only ever
 * grows, so that what is written covers what was there. Each operation reads the file, changes what it read, and writes
 * all of it back; nothing keeps two of them apart. The repair is in `repaired-file-queue.ts`.
 */
export class JsonFileQueue implements FileQueue {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  async send(message: Message): Promise<void> {
    const document = await this.#read()
    document.messages.push({ message, status: 'pending' })
    await this.#write(document)
  }

  async claim(): Promise<Message | null> {
    const document = await this.#read()
    const entry = document.messages.find(({ status }) => status === 'pending')
    if (!entry) return null
    entry.status = 'claimed'
    await this.#write(document)
    return entry.message
  }

  async complete({ id }: Message): Promise<void> {
    const document = await this.#read()
    const entry = document.messages.find(({ message }) => message.id === id)
    if (!entry) return
    entry.status = 'delivered'
    await this.#write(document)
  }

  async #read(): Promise<QueueDocument> {
    try {
      return JSON.parse(await readFile(this.#path, 'utf8')) as QueueDocument
    } catch {
      // No file yet: nothing was sent.
      return { messages: [] }
    }
  }

  /** In place: emptying the file first would let others read it while it is empty. */
  async #write(document: QueueDocument): Promise<void> {
    const file = await open(this.#path, constants.O_RDWR | constants.O_CREAT)
    try {
      await file.write(JSON.stringify(document), 0)
    } finally {
      await file.close()
    }
  }
}
