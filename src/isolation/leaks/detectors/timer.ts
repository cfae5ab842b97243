import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers'
import timersPromises from 'node:timers/promises'
import { CreationSite } from '../creation-site.ts'
import { untold, type LeakDetector } from '../leak-detector.ts'
import { MadeThings } from '../made-things.ts'
import { replaceFunction } from '../replace-function.ts'

type SetTimer = (callback: unknown, delayMs?: unknown, ...args: unknown[]) => unknown
type Sleep = (delayMs?: unknown, value?: unknown, options?: { ref?: boolean }) => Promise<unknown>

/** A timer of Node's, or a promise that waits for one. */
interface Waiting {
  what: string
  delayMs: unknown
  isLeft: () => boolean
}

/** Most timers of a load: they are over before anybody looks, so where they were made is not asked. */
const shortMs = 50
const frames = 10

/**
 * Timers that were not cleared: intervals, and timeouts that keep the process alive. One that was unref'd is meant to be
 * forgotten. Seen are calls of the global functions and of `node:timers`; a reference kept from before the run is not.
 */
export const timer: LeakDetector<'timer'> = {
  kind: 'timer',
  begin() {
    const long = new MadeThings<Waiting>(({ isLeft }) => isLeft())
    const short = new MadeThings<unknown>(isTimeoutLeft)
    let settling = false
    const isShort = (delayMs: unknown): boolean => !settling && !((delayMs as number) > shortMs)
    const timeout =
      (original: SetTimer): SetTimer =>
      (callback, delayMs, ...args) => {
        const made = original(callback, delayMs, ...args)
        if (isShort(delayMs)) short.add(made, untold)
        else long.add({ what: 'setTimeout', delayMs, isLeft: () => isTimeoutLeft(made) }, siteOf())
        return made
      }
    const interval =
      (original: SetTimer): SetTimer =>
      (callback, delayMs, ...args) => {
        const made = original(callback, delayMs, ...args)
        long.add({ what: 'setInterval', delayMs, isLeft: () => isWaiting(made) }, siteOf())
        return made
      }
    const sleeping =
      (original: Sleep): Sleep =>
      (delayMs, value, options) => {
        const sleep = original(delayMs, value, options)
        if (options?.ref === false) return sleep
        let isOver = false
        const site = isShort(delayMs) ? untold : siteOf()
        long.add({ what: 'setTimeout', delayMs, isLeft: () => !isOver }, site)
        // In the place of the promise and not beside it: a rejection that nobody handles must stay one.
        return sleep.finally(() => (isOver = true))
      }
    // Fake ones, switched on before the run, are nobody's leak.
    const holders = 'clock' in globalThis.setTimeout ? [] : [globalThis, timers]
    const undo = holders.flatMap((holder) => [
      replaceFunction<SetTimer>(holder, 'setTimeout', timeout),
      replaceFunction<SetTimer>(holder, 'setInterval', interval),
    ])
    undo.push(replaceFunction<Sleep>(timersPromises, 'setTimeout', sleeping))
    syncBuiltinESMExports()
    return {
      look: () => [...long.leaks(describe), ...short.leaks(() => 'setTimeout')],
      settle: () => (settling = true),
      end() {
        for (const each of undo) each()
        syncBuiltinESMExports()
      },
    }
  },
}

const siteOf = (): CreationSite => new CreationSite(frames)

function describe({ what, delayMs }: Waiting): string {
  const given = Number(delayMs)
  return `${what} of ${(given >= 1 ? given : 1).toLocaleString('en-US')} ms`
}

function isTimeoutLeft(made: unknown): boolean {
  return isWaiting(made) && (made as NodeJS.Timeout).hasRef()
}

/** What is not Node's own was made by somebody who replaced the timers. */
function isWaiting(made: unknown): boolean {
  const { _destroyed } = made as { _destroyed?: boolean }
  return _destroyed === false
}
