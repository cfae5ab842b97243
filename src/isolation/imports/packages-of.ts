import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const names = new Map<string, string | null>()

/**
 * The packages that a file is of: the one whose folder in `node_modules` it lies in, and the one that its nearest
 * package.json names, which a link, an alias of the package manager or a copy cannot hide.
 */
export function packagesOf(path: string): readonly string[] {
  const installed = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]
  const named = nearestName(dirname(path))
  return [installed, named].filter((name) => typeof name === 'string')
}

function nearestName(folder: string): string | null {
  const known = names.get(folder)
  if (known !== undefined) return known
  const own = nameIn(folder)
  const above = dirname(folder)
  // Where packages are installed ends the search: what lies there without a name belongs to no project above it.
  const ends = own !== null || above === folder || folder.endsWith('/node_modules')
  const name = ends ? own : nearestName(above)
  names.set(folder, name)
  return name
}

/** A package.json without a name only says what kind of modules its folder holds. */
function nameIn(folder: string): string | null {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown }
    return typeof name === 'string' && name !== '' ? name : null
  } catch {
    return null
  }
}
