import { mkdirSync, rmdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Where it is not there when a process starts, Node takes it for a file. Returns what takes it away, with the folders around it
 * that were made for it, if nothing came into them.
 */
export function makeFolder(path: string): () => void {
  let outermost: string | undefined
  try {
    outermost = mkdirSync(path, { recursive: true })
  } catch {
    // It is a file, or may not be made: whoever writes to it is told.
  }
  if (outermost === undefined) return () => {}
  const most = outermost.length
  return () => {
    try {
      for (let each = path; each.length >= most; each = dirname(each)) rmdirSync(each)
    } catch {
      // Something is in it.
    }
  }
}
