import net from 'node:net'
import { CreationSite } from '../creation-site.ts'
import type { LeakDetector } from '../leak-detector.ts'
import { MadeThings } from '../made-things.ts'
import { replaceFunction } from '../replace-function.ts'

type Connect = (this: net.Socket, ...args: unknown[]) => unknown

interface Client {
  socket: net.Socket
  whereTo: string
}

/**
 * Connections that were opened and not closed: TCP, TLS, Unix sockets, and what is built on them. One that was unref'd is
 * kept by a pool for its next use (the agents of Node and undici do so), and holds nothing up.
 */
export const socket: LeakDetector<'socket'> = {
  kind: 'socket',
  begin() {
    const made = new MadeThings<Client>(({ socket: each }) => !each.destroyed && hasRef(each))
    const undo = replaceFunction<Connect>(
      net.Socket.prototype,
      'connect',
      (original) =>
        function (...args) {
          const result = Reflect.apply(original, this, args)
          made.add({ socket: this, whereTo: whereTo(args) }, new CreationSite(24))
          return result
        },
    )
    return { look: () => made.leaks(({ whereTo: to }) => `connection to ${to}`), end: undo }
  },
}

function hasRef(each: net.Socket): boolean {
  const { _handle: handle } = each as { _handle?: { hasRef?: () => boolean } | null }
  return handle?.hasRef?.() !== false
}

function whereTo(args: readonly unknown[]): string {
  // Node hands on what it has normalised as one list.
  const [first, second] = (Array.isArray(args[0]) ? args[0] : args) as unknown[]
  if (typeof first === 'string' && !/^\d+$/.test(first)) return first
  const options = typeof first === 'object' && first !== null ? first : { port: first, host: second }
  const { path, host, port } = options as { path?: unknown; host?: unknown; port?: unknown }
  if (typeof path === 'string') return path
  return `${typeof host === 'string' ? host : 'localhost'}:${String(port)}`
}
