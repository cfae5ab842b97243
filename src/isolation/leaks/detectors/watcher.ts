import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { CreationSite } from '../creation-site.ts'
import type { LeakDetector } from '../leak-detector.ts'
import { MadeThings } from '../made-things.ts'
import { replaceFunction } from '../replace-function.ts'

type Watch = (path: unknown, ...args: unknown[]) => fs.FSWatcher
type WatchFile = (path: unknown, ...args: unknown[]) => fs.StatWatcher

interface Watched {
  path: string
  isOpen: () => boolean
}

/** Watchers of files and folders (`fs.watch`) that were not closed, and of `fs.watchFile` that were not stopped. */
export const watcher: LeakDetector<'watcher'> = {
  kind: 'watcher',
  begin() {
    const closed = new WeakSet<fs.FSWatcher>()
    const made = new MadeThings<Watched>(({ isOpen }) => isOpen())
    const undo = [
      replaceFunction<Watch>(fs, 'watch', (original) => (path, ...args) => {
        const one = original(path, ...args)
        one.once('close', () => closed.add(one))
        made.add({ path: String(path), isOpen: () => !closed.has(one) }, new CreationSite(10))
        return one
      }),
      replaceFunction<WatchFile>(fs, 'watchFile', (original) => (path, ...args) => {
        // One for all who watch a file: what is left is the listener of this call.
        const one = original(path, ...args)
        const listener = args.at(-1) as () => void
        made.add(
          { path: String(path), isOpen: () => one.listeners('change').includes(listener) },
          new CreationSite(10),
        )
        return one
      }),
    ]
    syncBuiltinESMExports()
    return {
      look: () => made.leaks(({ path }) => `watcher of ${path}`),
      end() {
        for (const each of undo) each()
        syncBuiltinESMExports()
      },
    }
  },
}
