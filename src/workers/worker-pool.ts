// The one place that knows tinypool.
import { MessageChannel } from 'node:worker_threads'
import { Tinypool, type TinypoolChannel } from 'tinypool'
import { realClock, sleep } from '../foundation/clock.ts'
import { ownWorkerSettings } from '../isolation/own-workers.ts'
import type { Workers } from '../model/workers.ts'
import { unwrap, wrap } from './worker-link.ts'

/** How long the ends of threads and processes are waited for: that of a thread which called `process.exit` never comes. */
const destroyLimitMs = 3_000

const errorLagMs = 300

export interface WorkerEvents {
  onMessage(index: number, message: unknown): void
  /** It has ended, for whatever reason; called once for each. `error`: what it was, where it is known. */
  onEnd(index: number, error: unknown): void
}

/** So many threads or processes, each of which does one piece of work, told by `order`, and is spoken with meanwhile. */
export class WorkerPool {
  readonly #pool: Tinypool
  readonly #events: WorkerEvents
  readonly #kind: Workers['kind']
  readonly #posts: ((message: unknown) => void)[] = []
  readonly #ended = new Set<number>()

  /** `entry` exports a function `work` that is given a `WorkerTask`. */
  constructor(entry: URL, { count, kind }: Workers, events: WorkerEvents) {
    this.#events = events
    this.#kind = kind
    const guarded = ownWorkerSettings()
    this.#pool = new Tinypool({
      filename: entry.href,
      name: 'work',
      runtime: kind === 'thread' ? 'worker_threads' : 'child_process',
      minThreads: count,
      maxThreads: count,
      // A worker that waits for a message blocked would hear nothing else.
      useAtomics: false,
      // As text, numbers in arrays would become objects.
      serialization: 'advanced',
      env: {
        ...Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? ''])),
        ...guarded.env,
      },
      // Those of this process are Vitest's own.
      execArgv: ['--enable-source-maps', ...guarded.execArgv],
    })
    this.#pool.on('error', () => undefined)
  }

  /** Begins the work of one more worker. */
  start(order: unknown): void {
    const index = this.#posts.length
    if (this.#kind === 'thread') this.#startThread(index, order)
    else this.#startProcess(index, order)
  }

  post(index: number, message: unknown): void {
    if (!this.#ended.has(index)) this.#posts[index]?.(message)
  }

  /** Ends all of them, whatever they are doing. Never rejects. */
  async destroy(): Promise<void> {
    const destroyed = this.#pool.destroy().catch(() => undefined)
    await Promise.race([destroyed, sleep(realClock, destroyLimitMs)])
  }

  #startThread(index: number, order: unknown): void {
    const { port1: own, port2: port } = new MessageChannel()
    own.on('message', (given) => this.#events.onMessage(index, unwrap(given)))
    // Also where the thread called `process.exit`: its task never settles then. An error may come a little later.
    own.on('close', () => void sleep(realClock, errorLagMs).then(() => this.#end(index, null)))
    this.#posts.push((message) => own.postMessage(wrap(message), []))
    // What the worker posted last may still be under way when its task is done: it closes the port itself.
    this.#pool
      .run({ order, port }, { transferList: [port] })
      .catch((error: unknown) => this.#end(index, error))
  }

  #startProcess(index: number, order: unknown): void {
    let send: (message: unknown) => void = () => {}
    const channel: TinypoolChannel = {
      onMessage: (callback) => (send = callback),
      postMessage: (given: unknown) => this.#events.onMessage(index, unwrap(given)),
    }
    this.#posts.push((message) => send(wrap(message)))
    this.#pool.run({ order, port: null }, { channel }).then(
      () => this.#end(index, null),
      (error: unknown) => this.#end(index, error),
    )
  }

  #end(index: number, error: unknown): void {
    if (this.#ended.has(index)) return
    this.#ended.add(index)
    this.#events.onEnd(index, error)
  }
}
