import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { ByteRanges } from './byte-ranges.ts'

/** A file as those see it who read it: what is on the disk, and what was written since and is not there yet. */
export class CachedFile {
  /** Handles that are open on it. */
  handles = 0
  readonly #descriptor: number
  readonly #unsynced = new ByteRanges()
  #bytes: Buffer
  #size: number

  /** The disk is asked by descriptor from now on: the file may be renamed, or removed. */
  constructor(path: string) {
    this.#descriptor = openForBoth(path)
    this.#size = fstatSync(this.#descriptor).size
    this.#bytes = Buffer.alloc(this.#size)
    for (let at = 0; at < this.#size;) {
      const read = readSync(this.#descriptor, this.#bytes, at, this.#size - at, at)
      if (read === 0) break
      at += read
    }
  }

  get size(): number {
    return this.#size
  }

  get unsyncedBytes(): number {
    return this.#unsynced.total
  }

  read(from: number, length = this.#size): Buffer {
    return Buffer.from(this.#bytes.subarray(from, Math.min(from + length, this.#size)))
  }

  write(data: Uint8Array, at: number): void {
    const end = at + data.length
    this.#makeRoom(end)
    this.#bytes.set(data, at)
    // What lies between the end and a place beyond it reads as zeros; so it does on the disk, without being written.
    this.#size = Math.max(this.#size, end)
    this.#unsynced.add(at, end)
  }

  /** A length is metadata: it is on the disk at once. */
  truncate(length: number): void {
    ftruncateSync(this.#descriptor, length)
    this.#makeRoom(length)
    this.#bytes.fill(0, Math.min(length, this.#size), Math.max(length, this.#size))
    this.#size = length
    this.#unsynced.cutAt(length)
  }

  sync(): void {
    for (const { from, to } of this.#unsynced.take())
      for (let at = from; at < to;) at += writeSync(this.#descriptor, this.#bytes, at, to - at, at)
  }

  /** What was not synced is lost with it. */
  release(): void {
    closeSync(this.#descriptor)
  }

  #makeRoom(bytes: number): void {
    if (bytes <= this.#bytes.length) return
    const larger = Buffer.alloc(Math.max(bytes, 2 * this.#bytes.length))
    this.#bytes.copy(larger, 0, 0, this.#size)
    this.#bytes = larger
  }
}

function openForBoth(path: string): number {
  try {
    return openSync(path, 'r+')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error
    return openSync(path, 'r')
  }
}
