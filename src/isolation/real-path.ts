import { readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

// As it was before anything was replaced.
const realPathOf = realpathSync.native
const targetOf = readlinkSync
/** As many links in a row as a system follows. */
const mostLinks = 40

/** The path without links, of what may not be there yet: as far as there is something, it is followed. */
export function realPath(path: string, links = mostLinks): string {
  const absolute = resolve(path)
  try {
    return realPathOf(absolute)
  } catch {
    const parent = dirname(absolute)
    if (parent === absolute) return absolute
    const folder = realPath(parent, links)
    const entry = join(folder, basename(absolute))
    const target = links > 0 ? danglingTarget(entry) : null
    return target === null ? entry : realPath(resolve(folder, target), links - 1)
  }
}

/** Of a link to what is not there yet, and is made by writing through it; null: no link. */
function danglingTarget(path: string): string | null {
  try {
    return targetOf(path)
  } catch {
    return null
  }
}

/** The same for what acts on a link itself, and not on where it leads. */
export function realPathOfEntry(path: string): string {
  const absolute = resolve(path)
  return join(realPath(dirname(absolute)), basename(absolute))
}
