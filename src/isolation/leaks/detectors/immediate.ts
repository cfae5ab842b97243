import timers from 'node:timers'
import { CreationSite } from '../creation-site.ts'
import type { LeakDetector } from '../leak-detector.ts'
import { MadeThings } from '../made-things.ts'
import { replaceFunction } from '../replace-function.ts'

type SetImmediate = (callback: unknown, ...args: unknown[]) => unknown

/**
 * Work that goes on by itself in each turn of the event loop. Looked for only when the run is over: a load makes far too many
 * immediates to watch, and one that is left makes the next at once.
 */
export const immediate: LeakDetector<'immediate'> = {
  kind: 'immediate',
  begin() {
    const made = new MadeThings<unknown>(isWaiting)
    const undo: (() => void)[] = []
    const watched =
      (original: SetImmediate): SetImmediate =>
      (callback, ...args) => {
        const one = original(callback, ...args)
        made.add(one, new CreationSite(10))
        return one
      }
    return {
      look: () => made.leaks(() => 'setImmediate, again and again'),
      settle() {
        for (const holder of [globalThis, timers]) undo.push(replaceFunction(holder, 'setImmediate', watched))
      },
      end() {
        for (const each of undo) each()
      },
    }
  },
}

function isWaiting(one: unknown): boolean {
  const { _destroyed } = one as { _destroyed?: boolean }
  return _destroyed === false
}
