import { siteIn } from '../creation-site.ts'
import type { LeakDetector, Site } from '../leak-detector.ts'
import { replaceFunction } from '../replace-function.ts'

type Emit = (this: NodeJS.Process, event: unknown, ...args: unknown[]) => unknown

/** Promises that were rejected, and that nobody looks at. */
export const rejection: LeakDetector<'rejection'> = {
  kind: 'rejection',
  begin() {
    const unhandled = new Map<Promise<unknown>, unknown>()
    // Heard without listening: another listener would keep Vitest from reporting it, and Node from its default.
    const undo = replaceFunction<Emit>(
      process,
      'emit',
      (original) =>
        function (event, first, second, ...others) {
          if (event === 'unhandledRejection') unhandled.set(second as Promise<unknown>, first)
          if (event === 'rejectionHandled') unhandled.delete(first as Promise<unknown>)
          return Reflect.apply(original, this, [event, first, second, ...others])
        },
    )
    return {
      look: () =>
        [...unhandled.values()].map((reason) => ({
          what: describe(reason),
          site: siteOf(reason),
          mayEnd: false,
        })),
      end: undo,
    }
  },
}

function describe(reason: unknown): string {
  const text = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason)
  return text.split('\n', 1)[0]!.slice(0, 200)
}

/** Where the error was made, which is as near as it comes. */
function siteOf(reason: unknown): Site | null {
  return reason instanceof Error ? { ...siteIn(reason.stack ?? ''), isOurs: false } : null
}
