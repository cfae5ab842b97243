import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers'
import timersPromises from 'node:timers/promises'
import { CreationSite } from '../creation-site.ts'
import { untold, type LeakDetector } from '../leak-detector.ts'
import { MadeThings } from '../made-things.ts'
import { replaceFunction } from '../replace-function.ts'

type Set = (callback: unknown, delayMs?: unknown, ...args: unknown[]) => unknown
type Sleep = (delayMs?: unknown, value?: unknown, options?: unknown) => Promise<unknown>

/** A timer of Node's, or a promise that waits for one. */
interface Waiting {
  what: string
  delayMs: number
  isAlive: () => boolean
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
    const made = new MadeThings<Waiting>(({ isAlive }) => isAlive())
    let settling = false
    const note = (waiting: Waiting): void => {
      const isShort = waiting.delayMs <= shortMs && !settling && waiting.what === 'setTimeout'
      made.add(waiting, isShort ? untold : new CreationSite(frames))
    }
    const watched =
      (what: string) =>
      (original: Set): Set =>
      (callback, delayMs, ...args) => {
        const timer = args.length === 0 ? original(callback, delayMs) : original(callback, delayMs, ...args)
        note({ what, delayMs: lengthOf(delayMs), isAlive: () => isLeft(what, timer) })
        return timer
      }
    const sleeping =
      (original: Sleep): Sleep =>
      (delayMs, value, options) => {
        const sleep = original(delayMs, value, options)
        if ((options as { ref?: unknown } | undefined)?.ref === false) return sleep
        let isOver = false
        note({ what: 'setTimeout', delayMs: lengthOf(delayMs), isAlive: () => !isOver })
        // In the place of the promise and not beside it: a rejection that nobody handles must stay one.
        return sleep.finally(() => (isOver = true))
      }
    const undo: (() => void)[] = []
    // Fake ones, switched on before the run, are nobody's leak.
    const holders = 'clock' in globalThis.setTimeout ? [] : [globalThis, timers]
    for (const holder of holders)
      for (const name of ['setTimeout', 'setInterval'])
        undo.push(replaceFunction<Set>(holder, name, watched(name)))
    undo.push(replaceFunction<Sleep>(timersPromises, 'setTimeout', sleeping))
    syncBuiltinESMExports()
    return {
      look: () => made.leaks(({ what, delayMs }) => `${what} of ${delayMs.toLocaleString('en-US')} ms`),
      settle: () => (settling = true),
      end() {
        for (const each of undo) each()
        syncBuiltinESMExports()
      },
    }
  },
}

function isLeft(what: string, timer: unknown): boolean {
  const { _destroyed, hasRef } = timer as { _destroyed?: boolean; hasRef?: () => boolean }
  // What is not Node's own was made by somebody who replaced the timers.
  if (_destroyed !== false || hasRef === undefined) return false
  return what === 'setInterval' || hasRef.call(timer)
}

function lengthOf(delayMs: unknown): number {
  const given = Number(delayMs)
  return given >= 1 ? given : 1
}
