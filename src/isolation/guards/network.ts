import dgram from 'node:dgram'
import inspector from 'node:inspector'
import { createRequire } from 'node:module'
import net from 'node:net'
import { destinationOf, listeningAt, sendingTo, urlOf, type Destination } from '../destination.ts'
import type { Guard } from '../guard.ts'
import { hasOwnDispatcher } from '../has-own-dispatcher.ts'
import { allowsHost, allowsSocket } from '../host-pattern.ts'
import { Interceptor } from '../intercept.ts'
import { interceptRequests } from '../intercept-requests.ts'
import { interceptNames } from '../intercept-names.ts'
import { noteOrigin } from '../origins.ts'

const load = createRequire(import.meta.url)

/**
 * TCP, TLS, UDP, DNS and Unix sockets. All of Node's clients (`http`, `https`, `http2`, `fetch`, `WebSocket`) and all
 * that are written in JavaScript come down to these.
 */
export const network: Guard = {
  surface: 'network',
  install(policy, attempt) {
    const interceptor = new Interceptor()
    const allows = ({ host, port, path }: Destination): boolean =>
      path === null ? allowsHost(policy, host, port) : allowsSocket(policy, path)
    const isOwn = ({ path }: Destination): boolean => path !== null && policy.ownSockets.includes(path)
    const reach = (what: string, to: Destination | null): boolean =>
      to !== null && !isOwn(to) && attempt(what, to.text, allows(to))
    const serve = (what: string, at: Destination): void => {
      // What is outside can come in: no more than that, since nothing leaves until it does.
      if (!isOwn(at)) attempt(what, at.text, policy.strength === 'fenced')
    }
    const connected = new WeakMap<object, Destination>()
    // A connection from when more was allowed is still there when a scenario is tighter: clients keep them for the next call.
    const resume = (what: string, connection: object): void => {
      const to = policy.strength === 'sealed' ? connected.get(connection) : undefined
      if (to !== undefined) attempt(what, to.text, false)
    }
    const awaitSession = interceptRequests(interceptor, (session) => resume('http2.request', session))
    interceptor.before(net.Socket.prototype, 'connect', (socket, args) => {
      const to = destinationOf(args)
      if (!reach('net.connect', to)) return
      connected.set(socket as object, to)
      awaitSession(socket as net.Socket, (session) => connected.set(session, to))
    })
    guardWrites(interceptor, (socket) => resume('net.write', socket))
    interceptor.before(net.Server.prototype, 'listen', (_, args) => serve('net.listen', listeningAt(args)))
    const udp = dgram.Socket.prototype
    interceptor.before(udp, 'connect', (socket, args) => {
      const to = destinationOf(args)
      if (reach('dgram.connect', to)) connected.set(socket as object, to)
    })
    interceptor.before(udp, 'send', (socket, args) => {
      const to = sendingTo(args)
      if (to === null) resume('dgram.send', socket as object)
      else reach('dgram.send', to)
    })
    interceptor.before(udp, 'bind', (_, args) => serve('dgram.bind', listeningAt(args)))
    interceptor.before(inspector, 'open', (_, [port, host]) =>
      serve('inspector.open', listeningAt([port ?? 9229, host])),
    )
    interceptNames(interceptor, (what, name) =>
      reach(what, { host: name, port: null, path: null, text: name }),
    )

    // These connect on their own, at once or later, when nothing on the stack tells who asked for it.
    const asking = new Interceptor()
    const ask = (what: string, address: unknown, isLater = false): void => {
      const to = urlOf(address)
      if (to === null) return
      if (!isLater && !allows(to) && policy.strength !== 'open') attempt(what, to.text, false)
      else noteOrigin(to.text)
    }
    const fetches = (_: unknown, [address, options]: unknown[]): void =>
      ask('fetch', address, hasOwnDispatcher(options))
    asking.before(globalThis, 'fetch', fetches, 'rejects')
    for (const name of ['WebSocket', 'EventSource'])
      asking.beforeNew(globalThis, name, ([address]) => ask(name, address), lazyGlobal(name))
    return () => {
      asking.restore()
      interceptor.restore()
    }
  },
}

/**
 * From Node 24 on, whoever looks at this global, and be it at its descriptor, has all of undici loaded, which takes as long as
 * Node takes to start. The class is to be had from `node:http` as well.
 */
function lazyGlobal(name: string): (() => unknown) | undefined {
  if (name !== 'WebSocket' || Number.parseInt(process.versions.node, 10) < 24) return undefined
  return Object.hasOwn(globalThis, name) ? () => Reflect.get(load('node:http') as object, name) : undefined
}

type Write = (
  this: object,
  many: boolean,
  data: unknown,
  encoding: unknown,
  done: (error: unknown) => void,
) => unknown

function guardWrites(interceptor: Interceptor, check: (socket: object) => void): void {
  const socket = net.Socket.prototype as unknown as { _writeGeneric: Write }
  const { _writeGeneric: write } = socket
  const checked: Write = function (many, data, encoding, done) {
    try {
      check(this)
    } catch (error) {
      // As a stream is told: a client writes when nothing of its caller is on the stack any more.
      return done(error)
    }
    return write.call(this, many, data, encoding, done)
  }
  interceptor.replace(socket, '_writeGeneric', checked)
}
