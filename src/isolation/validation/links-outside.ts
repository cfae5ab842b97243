import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { liesIn } from '../lies-in.ts'

/** Links below `root` that lead to folders outside of it, relative to it: what lies there is none of the project's. */
export function linksOutside(root: string): string[] {
  const real = realpathSync(root)
  const found: string[] = []
  const look = (folder: string): void => {
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory() && !['node_modules', '.git'].includes(entry.name)) look(path)
      if (entry.isSymbolicLink() && leadsOut(join(root, path), real)) found.push(path)
    }
  }
  look('')
  return found
}

function leadsOut(path: string, root: string): boolean {
  return (
    statSync(path, { throwIfNoEntry: false })?.isDirectory() === true && !liesIn(realpathSync(path), [root])
  )
}

/** None where it may not be read. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
