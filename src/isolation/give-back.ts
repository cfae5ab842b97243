import fs from 'node:fs'
import { dirname, resolve } from 'node:path'
import { pathOf } from './files/path-of.ts'
import { FreeThread } from './free-thread.ts'
import { isOwnPath } from './is-own-path.ts'
import type { Policy } from './policy.ts'
import { realPath, realPathOfEntry } from './real-path.ts'

type AnyFunction = (...args: unknown[]) => unknown
type Done = (error: Error | null) => void

/** Of files that are open. */
const byDescriptor = ['fsync', 'fdatasync', 'futimes', 'fchmod', 'fchown']

/**
 * Gives back to a process what the permission model takes from it wherever it is: to flush a file that it may write, to set times
 * and rights of it, and links from a folder of its own into one. A durable queue in the temporary folder could not be tested
 * else. To be called before the guards are there, so that theirs is the first word.
 */
export function giveBack(policy: Pick<Policy, 'root' | 'ownFolders'>): void {
  const thread = new FreeThread()
  for (const name of byDescriptor)
    giveBackFunction(thread, name, (args) => typeof args[0] === 'number' && args)
  giveBackFunction(thread, 'symlink', ([givenTarget, givenPath, kind]) => {
    const [target, path] = [pathOf(givenTarget), pathOf(givenPath)]
    if (target === null || path === null) return false
    const leadsTo = realPath(resolve(dirname(path), target))
    return (
      [leadsTo, realPathOfEntry(path)].every((each) => isOwnPath(policy, each)) && [
        target,
        resolve(path),
        kind,
      ]
    )
  })
  const symlink = fs.symlink.bind(fs) as AnyFunction
  fs.promises.symlink = (...args) =>
    new Promise((settle, reject) => {
      symlink(...args, (error: Error | null) => (error ? reject(error) : settle()))
    })
}

/** `allow`: what the thread is given of the arguments; false: the call goes to Node, which says no, or what is wrong with it. */
function giveBackFunction(
  thread: FreeThread,
  name: string,
  allow: (args: readonly unknown[]) => readonly unknown[] | false,
): void {
  const holder = fs as unknown as Record<string, AnyFunction>
  const sync = `${name}Sync`
  const [original, originalSync] = [holder[name]!, holder[sync]!]
  holder[sync] = (...args) => {
    const given = allow(args)
    return given === false ? originalSync(...args) : thread.call(sync, given)
  }
  holder[name] = (...args) => {
    const done = args.at(-1)
    const given = allow(args.slice(0, -1))
    if (given === false || typeof done !== 'function') return original(...args)
    thread.callLater(sync, given, done as Done)
  }
}
