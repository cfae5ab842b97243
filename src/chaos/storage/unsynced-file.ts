import type { CachedFile } from './cached-file.ts'
import type { QueueFile } from './queue-files.ts'

/** A handle on a file of `UnsyncedFiles`. Dead after a crash: all but `close` fail with `EIO` then. */
export class UnsyncedFile implements QueueFile {
  readonly #file: CachedFile
  readonly #appends: boolean
  readonly #onClose: () => void
  #position = 0
  #end: 'EBADF' | 'EIO' | null = null

  constructor(file: CachedFile, appends: boolean, onClose: () => void) {
    this.#file = file
    this.#appends = appends
    this.#onClose = onClose
  }

  async write(
    data: string | Uint8Array,
    second?: number | null,
    third?: unknown,
    fourth?: number | null,
  ): Promise<{ bytesWritten: number }> {
    // A text is followed by its position, bytes by the part of them that is meant.
    if (typeof data === 'string') return this.#write(Buffer.from(data), second)
    const from = second ?? 0
    const length = typeof third === 'number' ? third : data.length - from
    return this.#write(data.subarray(from, from + length), fourth)
  }

  async read(
    into: Uint8Array,
    offset?: number | null,
    length?: number | null,
    position?: number | null,
  ): Promise<{ bytesRead: number }> {
    const file = this.#open('read')
    const from = offset ?? 0
    const bytes = file.read(position ?? this.#position, Math.min(length ?? into.length, into.length - from))
    into.set(bytes, from)
    if (typeof position !== 'number') this.#position += bytes.length
    return { bytesRead: bytes.length }
  }

  async appendFile(data: string | Uint8Array): Promise<void> {
    this.#write(toBytes(data))
  }

  async writeFile(data: string | Uint8Array): Promise<void> {
    this.#write(toBytes(data))
  }

  readFile(): Promise<Buffer>
  readFile(encoding: BufferEncoding): Promise<string>
  async readFile(encoding?: BufferEncoding): Promise<Buffer | string> {
    const bytes = this.#open('read').read(this.#position)
    this.#position += bytes.length
    return encoding === undefined ? bytes : bytes.toString(encoding)
  }

  async truncate(length = 0): Promise<void> {
    this.#open('ftruncate').truncate(length)
  }

  async stat(): Promise<{ size: number }> {
    return { size: this.#open('fstat').size }
  }

  async sync(): Promise<void> {
    this.#open('fsync').sync()
  }

  async datasync(): Promise<void> {
    this.#open('fdatasync').sync()
  }

  async close(): Promise<void> {
    if (this.#end !== null) return
    this.#end = 'EBADF'
    this.#onClose()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** The machine it was open on is no more. */
  die(): void {
    this.#end ??= 'EIO'
  }

  #write(data: Uint8Array, position?: number | null): { bytesWritten: number } {
    const file = this.#open('write')
    const at = this.#appends ? file.size : (position ?? this.#position)
    file.write(data, at)
    if (typeof position !== 'number') this.#position = at + data.length
    return { bytesWritten: data.length }
  }

  #open(call: string): CachedFile {
    if (this.#end === null) return this.#file
    const what =
      this.#end === 'EIO' ? 'the machine has crashed since this file was opened' : 'the file is closed'
    throw Object.assign(new Error(`${this.#end}: ${what}, ${call}`), { code: this.#end, syscall: call })
  }
}

function toBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? Buffer.from(data) : data
}
