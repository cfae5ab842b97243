import type { Socket } from 'node:net'
import type { Interceptor } from './intercept.ts'

const loaded = (process as { moduleLoadList?: readonly string[] }).moduleLoadList ?? []

/**
 * Before each request of an HTTP/2 session: it writes to its socket past all that Node has in JavaScript. What is returned
 * is told of a socket that is about to connect, and calls `begin` once HTTP/2 has made it a session's.
 */
export function interceptRequests(
  interceptor: Interceptor,
  check: (session: object) => void,
): (socket: Socket, begin: (session: object) => void) => void {
  /** The class of sessions, once one was seen. */
  const known = new Set<object>()
  return (socket, begin) => {
    // Loading it takes longer than all that the guards do.
    if (!loaded.includes('NativeModule internal/http2/core')) return
    const lookForSession = (): void => {
      const session = sessionOf(socket)
      if (session === null) return
      begin(session)
      const sessions = Object.getPrototypeOf(session) as object
      if (known.has(sessions)) return
      known.add(sessions)
      interceptor.before(sessions, 'request', (self) => check(self as object))
    }
    // Sessions are made by listeners that come after this one.
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => process.nextTick(lookForSession))
  }
}

/** Node keeps it with the socket, under a name that is not the same in all versions. */
function sessionOf(socket: object): object | null {
  for (const { value } of Reflect.ownKeys(socket).map(
    (key) => Object.getOwnPropertyDescriptor(socket, key) ?? {},
  ))
    if (isSession(value)) return value
  return null
}

function isSession(value: unknown): value is object {
  return typeof value === 'object' && value !== null && value.constructor?.name === 'ClientHttp2Session'
}
