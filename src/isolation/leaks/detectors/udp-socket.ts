import type { Socket } from 'node:dgram'
import { channel } from 'node:diagnostics_channel'
import { CreationSite } from '../creation-site.ts'
import type { LeakDetector } from '../leak-detector.ts'
import { MadeThings } from '../made-things.ts'

/** Sockets of `dgram` that were not closed. */
export const udpSocket: LeakDetector<'udp-socket'> = {
  kind: 'udp-socket',
  begin() {
    const closed = new WeakSet<Socket>()
    const made = new MadeThings<Socket>((one) => !closed.has(one))
    const created = channel('udp.socket')
    const onCreated = (message: unknown): void => {
      const { socket } = message as { socket: Socket }
      made.add(socket, new CreationSite(16))
      // Published by the constructor, in which it is no emitter yet.
      queueMicrotask(() => socket.once('close', () => closed.add(socket)))
    }
    created.subscribe(onCreated)
    return { look: () => made.leaks(describe), end: () => created.unsubscribe(onCreated) }
  },
}

function describe(one: Socket): string {
  try {
    return `UDP socket on port ${one.address().port}`
  } catch {
    return 'UDP socket'
  }
}
