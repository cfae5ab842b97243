import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long the shop's database takes. */
const readMs = 2
const writeMs = 6
/** At most so many writes at once: the others wait. */
const mostWriters = 8

/** A small HTTP service: products to read, baskets to fill. It stands for yours. */
export class Shop {
  readonly #server: Server
  readonly #baskets = new Map<string, string[]>()
  #writers = 0
  readonly #waiting: (() => void)[] = []

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error))
      })
    })
  }

  /** Listens on a free port of this machine, and on no other. */
  static async start(): Promise<Shop> {
    const shop = new Shop()
    await new Promise<void>((resolve) => shop.#server.listen(0, '127.0.0.1', resolve))
    return shop
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Called by the run when the load is over. */
  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer({ method, url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, kind, id = ''] = url.split('/')
    if (method === 'GET' && kind === 'products') {
      await sleep(readMs)
      return reply(response, 200, { id, price: 5 + (Number(id) % 20) })
    }
    if (method === 'POST' && kind === 'baskets') {
      await this.#write(id)
      return reply(response, 201, { items: this.#baskets.get(id)!.length })
    }
    reply(response, 404, { error: `no ${method} ${url}` })
  }

  async #write(basket: string): Promise<void> {
    if (this.#writers >= mostWriters) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#writers++
    await sleep(writeMs)
    this.#baskets.set(basket, [...(this.#baskets.get(basket) ?? []), 'item'])
    this.#writers--
    this.#waiting.shift()?.()
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
