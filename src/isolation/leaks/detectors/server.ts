import net from 'node:net'
import { CreationSite } from '../creation-site.ts'
import type { LeakDetector } from '../leak-detector.ts'
import { MadeThings } from '../made-things.ts'
import { replaceFunction } from '../replace-function.ts'

type Listen = (this: net.Server, ...args: unknown[]) => unknown

/** Servers that still listen: of `net`, and all that are built on it (`http`, `https`, `http2`, `tls`). */
export const server: LeakDetector<'server'> = {
  kind: 'server',
  begin() {
    const made = new MadeThings<net.Server>(({ listening }) => listening)
    const undo = replaceFunction<Listen>(
      net.Server.prototype,
      'listen',
      (original) =>
        function (...args) {
          const result = Reflect.apply(original, this, args)
          // It may not listen yet; it is looked at when the run is over.
          made.add(this, new CreationSite(16))
          return result
        },
    )
    return { look: () => made.leaks(describe), end: undo }
  },
}

function describe(one: net.Server): string {
  const address = one.address()
  const place = typeof address === 'string' ? address : `port ${address?.port ?? '?'}`
  return `${one.constructor.name} listening on ${place}`
}
