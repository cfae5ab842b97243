import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MetricsFile } from '../model/metrics.ts'

/** `20251129T081502123Z`. */
function timestamp(iso: string): string {
  return iso.replaceAll(/[-:.]/g, '')
}

const mostAttempts = 1000

/**
 * Writes the file and returns its path. Atomic: a reader sees the whole file or none. It never overwrites: a second
 * file of the same millisecond gets a number. Synchronous, so that it also works while the process is being ended.
 */
export function writeMetricsFile(folder: string, name: string, file: MetricsFile): string {
  mkdirSync(folder, { recursive: true })
  const base = name.replaceAll('{timestamp}', timestamp(file.generated_at)).replace(/\.json$/, '')
  const temporary = join(folder, `.${base}.${process.pid}.tmp`)
  try {
    writeFileSync(temporary, `${JSON.stringify(file, null, 2)}\n`)
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const path = join(folder, attempt === 1 ? `${base}.json` : `${base}-${attempt}.json`)
      if (linkUnlessTaken(temporary, path)) return path
    }
    throw new Error(`${join(folder, base)}.json and ${mostAttempts - 1} numbered names are taken`)
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** A hard link fails where the name is taken; a rename would overwrite. */
function linkUnlessTaken(from: string, path: string): boolean {
  try {
    linkSync(from, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' || existsSync(path)) return false
    // A file system without hard links: still atomic, and only a writer of the same millisecond could be overwritten.
    renameSync(from, path)
    return true
  }
}
