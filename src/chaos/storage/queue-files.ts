/** What a file-backed queue needs of a file system. `node:fs/promises` has it, and so has `UnsyncedFiles`: a queue takes either. */
export interface QueueFiles {
  open(path: string, flags?: string | number, mode?: number): Promise<QueueFile>
  readFile(path: string): Promise<Buffer>
  readFile(path: string, encoding: BufferEncoding): Promise<string>
  writeFile(path: string, data: string | Uint8Array): Promise<void>
  appendFile(path: string, data: string | Uint8Array): Promise<void>
  rename(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
  mkdir(path: string, options?: { recursive?: boolean }): Promise<unknown>
  readdir(path: string): Promise<string[]>
  stat(path: string): Promise<{ size: number; isFile(): boolean; isDirectory(): boolean }>
}

/** An open file, as `node:fs/promises` has it. */
export interface QueueFile {
  /** Without a position: where the last one ended; at the end, where the file was opened for appending. */
  write(data: string, position?: number | null): Promise<{ bytesWritten: number }>
  write(
    data: Uint8Array,
    offset?: number | null,
    length?: number | null,
    position?: number | null,
  ): Promise<{ bytesWritten: number }>
  read(
    into: Uint8Array,
    offset?: number | null,
    length?: number | null,
    position?: number | null,
  ): Promise<{ bytesRead: number }>
  appendFile(data: string | Uint8Array): Promise<void>
  writeFile(data: string | Uint8Array): Promise<void>
  readFile(): Promise<Buffer>
  readFile(encoding: BufferEncoding): Promise<string>
  truncate(length?: number): Promise<void>
  stat(): Promise<{ size: number }>
  sync(): Promise<void>
  datasync(): Promise<void>
  close(): Promise<void>
}
