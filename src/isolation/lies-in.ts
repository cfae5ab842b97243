import { sep } from 'node:path'

/** Whether a path is one of the folders or below one. All are absolute. */
export function liesIn(path: string, folders: readonly string[]): boolean {
  return folders.some(
    (folder) => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep),
  )
}
