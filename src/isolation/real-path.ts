import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

// As it was before anything was replaced.
const realPathOf = realpathSync.native

/** The path without links, of what may not be there yet: as far as there is something, it is followed. */
export function realPath(path: string): string {
  const absolute = resolve(path)
  try {
    return realPathOf(absolute)
  } catch {
    const parent = dirname(absolute)
    return parent === absolute ? absolute : join(realPath(parent), basename(absolute))
  }
}

/** The same for what acts on a link itself, and not on where it leads. */
export function realPathOfEntry(path: string): string {
  const absolute = resolve(path)
  return join(realPath(dirname(absolute)), basename(absolute))
}
