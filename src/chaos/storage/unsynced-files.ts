import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  unlinkSync,
} from 'node:fs'
import { resolve, sep } from 'node:path'
import { CachedFile } from './cached-file.ts'
import { DirectoryHandle } from './directory-handle.ts'
import { openFlags } from './open-flags.ts'
import type { QueueFile, QueueFiles } from './queue-files.ts'
import { UnsyncedFile } from './unsynced-file.ts'

/**
 * Real files, on a machine whose power can fail: what is written stays in memory until the file is synced, and is lost in a
 * crash. What LazyFS assumes holds here too: creating, renaming, removing and cutting a file are on the disk at once, as if
 * each were journalled; so a file that was renamed into its place without being synced is there after a crash, and empty.
 * Files must fit into memory. Each operation takes effect when it is called, so that a run on virtual time stays exact.
 */
export class UnsyncedFiles implements QueueFiles {
  readonly #files = new Map<string, CachedFile>()
  readonly #handles = new Map<UnsyncedFile, CachedFile>()
  readonly #listeners = new Set<() => unknown>()

  #isUsed = false

  /** Whether any file was ever opened, read or written through it. */
  get isUsed(): boolean {
    return this.#isUsed
  }

  /** Bytes that a crash would lose now. */
  get unsyncedBytes(): number {
    return [...this.#live()].reduce((sum, file) => sum + file.unsyncedBytes, 0)
  }

  /** Called after each crash, and waited for: what had the files open has to start anew, from what is on the disk. */
  onCrash(listener: () => unknown): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The power fails. Settles once all who listen have started anew, with how much was lost. */
  async crash(): Promise<{ lostBytes: number }> {
    const lostBytes = this.unsyncedBytes
    for (const file of this.#live()) file.release()
    for (const handle of this.#handles.keys()) handle.die()
    this.#files.clear()
    this.#handles.clear()
    await Promise.all([...this.#listeners].map(async (listener) => listener()))
    return { lostBytes }
  }

  async open(path: string, flags: string | number = 'r', mode = 0o666): Promise<QueueFile> {
    const bits = openFlags(flags)
    // It is made, emptied, or refused, by the real one.
    closeSync(openSync(path, bits & ~constants.O_APPEND, mode))
    if (statSync(path).isDirectory()) return new DirectoryHandle()
    this.#isUsed = true
    const file = this.#fileAt(path)
    if (bits & constants.O_TRUNC) file.truncate(0)
    file.handles++
    const handle = new UnsyncedFile(file, (bits & constants.O_APPEND) !== 0, () => {
      this.#handles.delete(handle)
      file.handles--
      this.#forget(file)
    })
    this.#handles.set(handle, file)
    return handle
  }

  readFile(path: string): Promise<Buffer>
  readFile(path: string, encoding: BufferEncoding): Promise<string>
  async readFile(path: string, encoding?: BufferEncoding): Promise<Buffer | string> {
    const file = await this.open(path)
    return closing(file, async (): Promise<Buffer | string> =>
      encoding === undefined ? file.readFile() : file.readFile(encoding),
    )
  }

  async writeFile(path: string, data: string | Uint8Array): Promise<void> {
    const file = await this.open(path, 'w')
    await closing(file, () => file.writeFile(data))
  }

  async appendFile(path: string, data: string | Uint8Array): Promise<void> {
    const file = await this.open(path, 'a')
    await closing(file, () => file.appendFile(data))
  }

  async rename(from: string, to: string): Promise<void> {
    renameSync(from, to)
    const [source, target] = [resolve(from), resolve(to)]
    if (source === target) return
    this.#detach(target)
    for (const [path, file] of this.#files) {
      if (path !== source && !path.startsWith(source + sep)) continue
      this.#files.delete(path)
      this.#files.set(target + path.slice(source.length), file)
    }
  }

  async unlink(path: string): Promise<void> {
    unlinkSync(path)
    this.#detach(resolve(path))
  }

  async mkdir(path: string, options?: { recursive?: boolean }): Promise<unknown> {
    return mkdirSync(path, options)
  }

  async readdir(path: string): Promise<string[]> {
    return readdirSync(path)
  }

  async stat(path: string): Promise<{ size: number; isFile(): boolean; isDirectory(): boolean }> {
    const stats = statSync(path)
    return Object.assign(stats, { size: this.#files.get(resolve(path))?.size ?? stats.size })
  }

  #fileAt(path: string): CachedFile {
    const known = this.#files.get(resolve(path))
    if (known !== undefined) return known
    const file = new CachedFile(path)
    this.#files.set(resolve(path), file)
    return file
  }

  /** No path leads to it any more; who has it open may go on with it. */
  #detach(path: string): void {
    const file = this.#files.get(path)
    this.#files.delete(path)
    if (file?.handles === 0) file.release()
  }

  /** Where it is as it is on the disk, and nobody has it open, the disk can be asked again. */
  #forget(file: CachedFile): void {
    if (file.handles > 0) return
    const [path] = [...this.#files].find(([, each]) => each === file) ?? []
    if (path !== undefined && file.unsyncedBytes > 0) return
    if (path !== undefined) this.#files.delete(path)
    file.release()
  }

  #live(): Set<CachedFile> {
    return new Set([...this.#files.values(), ...this.#handles.values()])
  }
}

async function closing<T>(file: QueueFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    await file.close()
  }
}
