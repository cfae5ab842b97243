import { setTimeout as sleep } from 'node:timers/promises'
import { TcpProxy } from 'vitest-stress/chaos'
import type { Message } from 'vitest-stress/queue'
import { Broker } from './broker.ts'
import { BrokerClient } from './broker-client.ts'

type Listener = (message: Message) => void

/** The broker, a proxy before it, and a client that knows the proxy only. What a run needs to account for every message is the rest. */
export class BrokerService {
  readonly proxy: TcpProxy
  readonly #broker: Broker
  readonly #client: BrokerClient
  readonly #listeners = new Set<Listener>()
  readonly #consumers: Promise<unknown>

  private constructor(broker: Broker, proxy: TcpProxy, consumers: number) {
    this.proxy = proxy
    this.#broker = broker
    this.#client = new BrokerClient(proxy.port)
    const handle: Listener = (message) => {
      for (const listener of this.#listeners) listener(message)
    }
    this.#consumers = Promise.all(Array.from({ length: consumers }, () => this.#client.consume(handle)))
  }

  static async start({ consumers }: { consumers: number }): Promise<BrokerService> {
    const broker = await Broker.start()
    return new BrokerService(broker, await TcpProxy.start({ to: broker.port }), consumers)
  }

  send(message: Message): Promise<void> {
    return this.#client.send(message)
  }

  /** Calls `listener` for each delivery. Returns a function that ends it. */
  onMessage(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  idOf({ producer, sequence }: Message): { producer: string; sequence: number } {
    return { producer, sequence }
  }

  /** True once everything was acknowledged; false when `signal` came first. */
  async drain(signal: AbortSignal): Promise<boolean> {
    while (!this.#broker.isEmpty) {
      if (signal.aborted) return false
      await sleep(5)
    }
    return true
  }

  async close(): Promise<void> {
    this.#client.close()
    await this.#consumers
    await this.proxy.close()
    await this.#broker.close()
  }
}
