import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const folders = ['src', 'lib', 'app', 'server']
const isSource = (name: string): boolean =>
  /\.[cm]?[jt]sx?$/.test(name) && !/\.(d|test|spec|stress|stories|config)\.[cm]?[jt]sx?$/.test(name)
const isLeftOut = (name: string): boolean => /^(\..*|node_modules|dist|build|__\w+__|tests?)$/.test(name)

/** A look around, not a search: a project with more has its function named. */
const maxFiles = 1000

/** Source files of a project that are no tests, relative to it, with `/`; sorted, the shallow ones first. */
export function findSources(root: string): string[] {
  const found: string[] = []
  let waiting = folders
  while (waiting.length > 0 && found.length < maxFiles) {
    const deeper: string[] = []
    for (const folder of waiting) {
      for (const entry of listOrEmpty(join(root, folder))) {
        if (isLeftOut(entry.name)) continue
        const path = `${folder}/${entry.name}`
        if (entry.isDirectory()) deeper.push(path)
        else if (entry.isFile() && isSource(entry.name)) found.push(path)
      }
    }
    waiting = deeper
  }
  return found.slice(0, maxFiles)
}

function listOrEmpty(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}
