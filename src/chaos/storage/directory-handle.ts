import type { QueueFile } from './queue-files.ts'

const isDirectory = async (): Promise<never> => {
  throw Object.assign(new Error('EISDIR: illegal operation on a directory'), { code: 'EISDIR' })
}

/** A directory that was opened to be synced. Its entries are on the disk already. */
export class DirectoryHandle implements QueueFile {
  write = isDirectory
  read = isDirectory
  appendFile = isDirectory
  writeFile = isDirectory
  readFile = isDirectory
  truncate = isDirectory
  stat = async (): Promise<{ size: number }> => ({ size: 0 })
  sync = async (): Promise<void> => {}
  datasync = async (): Promise<void> => {}
  close = async (): Promise<void> => {}
}
