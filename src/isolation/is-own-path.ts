import { liesIn } from './lies-in.ts'
import type { Policy } from './policy.ts'

/**
 * Whether a path is one that every strength may write. An own folder that holds the project opens all but the project: in a
 * checkout below the temporary folder, and with `outputFolder: '.'`, its files are guarded as anywhere else.
 */
export function isOwnPath({ ownFolders, root }: Pick<Policy, 'ownFolders' | 'root'>, path: string): boolean {
  return ownFolders.some((folder) => {
    const holdsProject = liesIn(root, [folder])
    return liesIn(path, [folder]) && !(holdsProject && liesIn(path, [root]))
  })
}
