import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { CreationSite } from '../creation-site.ts'
import type { LeakDetector } from '../leak-detector.ts'
import { MadeThings } from '../made-things.ts'
import { replaceFunction } from '../replace-function.ts'

type Watch = (path: unknown, ...args: unknown[]) => fs.FSWatcher

/** Watchers of files and folders (`fs.watch`) that were not closed. */
export const watcher: LeakDetector<'watcher'> = {
  kind: 'watcher',
  begin() {
    const closed = new WeakSet<fs.FSWatcher>()
    const made = new MadeThings<{ one: fs.FSWatcher; path: string }>(({ one }) => !closed.has(one))
    const undo = replaceFunction<Watch>(fs, 'watch', (original) => (path, ...args) => {
      const one = original(path, ...args)
      one.once('close', () => closed.add(one))
      made.add({ one, path: String(path) }, new CreationSite(10))
      return one
    })
    syncBuiltinESMExports()
    return {
      look: () => made.leaks(({ path }) => `watcher of ${path}`),
      end() {
        undo()
        syncBuiltinESMExports()
      },
    }
  },
}
