import { resolve } from 'node:path'
import { liesIn } from './lies-in.ts'
import { quietFlags } from './quiet-permissions.ts'

/** Where anything may be written: what is not there, and the output of the process. */
const nowhere = ['/dev/null', '/dev/stdout', '/dev/stderr']

/**
 * Flags of Node's permission model for a sealed process, which then writes below `folders` and no elsewhere, starts no process
 * and loads no native add-on; none where this Node has no such model. `known`: what Node takes. The folders must be there
 * when the process starts: else Node 20 takes them for files. A Node that denies the network unless it is allowed is told to
 * allow it, since what runs in the process speaks with the main process over a socket.
 */
export function permissionFlags(
  folders: readonly string[],
  known: Pick<ReadonlySet<string>, 'has'> = process.allowedNodeEnvironmentFlags,
): string[] {
  const model = ['--permission', '--experimental-permission'].find((flag) => known.has(flag))
  if (model === undefined) return []
  // The same folder twice, or one within another, is more than Node 20 can take.
  const outermost = [...new Set(folders.map((folder) => resolve(folder)))].filter(
    (folder, _, all) => !all.some((other) => other !== folder && liesIn(folder, [other])),
  )
  return [
    model,
    '--allow-fs-read=*',
    // The thread of precise timers, workers of a run, hooks of imports in Node 20.
    '--allow-worker',
    ...(known.has('--allow-net') ? ['--allow-net'] : []),
    ...(known.has('--disable-warning') ? quietFlags : []),
    ...[...outermost, ...nowhere].map((path) => `--allow-fs-write=${path}`),
  ]
}
