import { liesIn } from '../isolation/lies-in.ts'
import type { Policy } from '../isolation/policy.ts'

/** What is to be said where sealed files are kept less well than they might be; nothing where Node keeps them. */
export function describeUnenforced({ root, ownFolders }: Policy, why: string | null): string[] {
  if (why !== null) return [`stress  isolation is intercepted, not enforced by Node: ${why}`]
  const holds = ownFolders.find((folder) => liesIn(root, [folder]))
  return holds === undefined
    ? []
    : [
        `stress  isolation of files is intercepted, not enforced by Node: all may write to ${holds}, where the project lies`,
      ]
}
