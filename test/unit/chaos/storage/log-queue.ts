import type { QueueFile, QueueFiles } from '../../../../src/chaos/storage/queue-files.ts'

/**
 * A queue in a log file: a line for each message, and how far it was consumed in a file of its own. With `syncs: 'later'` it
 * says that a message is safe before it is, and syncs now and then; NATS JetStream 2.12.1 did so.
 */
export class LogQueue {
  readonly #files: QueueFiles
  readonly #path: string
  readonly #syncs: 'each' | 'later'
  #log: QueueFile | null = null

  constructor(files: QueueFiles, path: string, syncs: 'each' | 'later') {
    this.#files = files
    this.#path = path
    this.#syncs = syncs
  }

  /** Settles once it is accepted. */
  async send(id: string): Promise<void> {
    this.#log ??= await this.#files.open(this.#path, 'a')
    await this.#log.write(`${id}\n`)
    if (this.#syncs === 'each') await this.flush()
  }

  async flush(): Promise<void> {
    await this.#log?.datasync()
  }

  /** As the process that takes its place after a crash: it knows what is in the file. */
  reopen(): void {
    this.#log = null
  }

  async messages(): Promise<string[]> {
    return (await this.#files.readFile(this.#path, 'utf8')).split('\n').slice(0, -1)
  }
}
