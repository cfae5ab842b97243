import { connect, type Socket } from 'node:net'
import { realClock, sleep } from '../foundation/clock.ts'
import type { WireMessage } from '../model/wire.ts'

const connectLimitMs = 2_000
const links = new Map<string, Promise<Socket | null>>()

/**
 * Tells the main process. Settles once the message is with the operating system, so that it arrives even when the
 * workload then blocks this process for good. Never rejects: a run without anyone listening is still a run.
 */
export async function tell(socketPath: string | null, message: WireMessage): Promise<void> {
  if (socketPath === null) return
  let link = links.get(socketPath)
  if (!link) links.set(socketPath, (link = open(socketPath)))
  const socket = await link
  if (!socket || socket.destroyed) return
  await new Promise<void>((resolve) => socket.write(`${JSON.stringify(message)}\n`, () => resolve()))
}

async function open(socketPath: string): Promise<Socket | null> {
  const socket = connect(socketPath)
  socket.on('error', () => undefined)
  const connected = new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
  })
  const ok = await Promise.race([connected, sleep(realClock, connectLimitMs).then(() => false)])
  if (!ok) {
    socket.destroy()
    return null
  }
  // The link must not keep a worker alive that is done.
  socket.unref()
  return socket
}
