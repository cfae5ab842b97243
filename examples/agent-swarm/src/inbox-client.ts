import { connect, type Socket } from 'node:net'
import { ManagedProcess } from 'vitest-stress/chaos'
import type { Message, MessagingCore, SendOutcome } from 'vitest-stress/queue'

/** A core that hands messages to a server over TCP: one that it starts itself, in a process of its own. */
export class InboxClient implements MessagingCore {
  readonly #server: ManagedProcess
  readonly #socket: Socket
  readonly #waiting = new Map<number, (outcome: SendOutcome) => void>()
  #requests = 0

  private constructor(server: ManagedProcess, socket: Socket) {
    this.#server = server
    this.#socket = socket
    let begun = ''
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      const lines = (begun + text).split('\n')
      begun = lines.pop()!
      for (const line of lines)
        this.#settle((JSON.parse(line) as { request: number }).request, { status: 'delivered' })
    })
    socket.on('close', () => this.#lose())
  }

  /** Settles once it is connected. Nothing is left of the server where that fails. */
  static async start(): Promise<InboxClient> {
    const server = await ManagedProcess.start({
      module: new URL('./inbox-server.mjs', import.meta.url),
      ready: /^listening on \d+/,
    })
    try {
      const port = Number(/^listening on (\d+)/m.exec(server.output)![1])
      return new InboxClient(server, await connected(port))
    } catch (error) {
      await server.stop()
      throw error
    }
  }

  sendMessage(message: Message): Promise<SendOutcome> {
    if (this.#socket.destroyed) return Promise.resolve({ status: 'refused', reason: 'disconnected' })
    const request = ++this.#requests
    return new Promise((resolve) => {
      this.#waiting.set(request, resolve)
      this.#socket.write(`${JSON.stringify({ request, message })}\n`)
    })
  }

  async close(): Promise<void> {
    this.#socket.destroy()
    await this.#server.stop()
  }

  #settle(request: number, outcome: SendOutcome): void {
    this.#waiting.get(request)?.(outcome)
    this.#waiting.delete(request)
  }

  /** What was sent and not answered may have arrived. */
  #lose(): void {
    for (const request of this.#waiting.keys())
      this.#settle(request, { status: 'unknown', reason: 'disconnected' })
  }
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    socket.once('connect', () => {
      socket.off('error', reject)
      // Its end is what counts.
      socket.on('error', () => {})
      resolve(socket)
    })
    socket.once('error', reject)
  })
}
