import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'

// As it was before anything was replaced.
const Thread = Worker
/** By what a search for leaks knows the thread, whichever copy of this module made it. */
export const freeThreadMark: unique symbol = Symbol.for('vitest-stress.freeThread')

/** What the thread answers: what went wrong, with the fields of an error of the system. */
type Answer = { message: string } | null

/**
 * Descriptors belong to the process and permissions to its threads: one without flags has none taken from it. As text, so that
 * it needs no file.
 */
const script = `
const { parentPort } = require('node:worker_threads')
const fs = require('node:fs')
const act = (name, args) => {
  try {
    fs[name](...args)
    return null
  } catch (error) {
    return { message: error.message, ...error }
  }
}
parentPort.on('message', ({ id, name, args, port, cells }) => {
  if (port === undefined) return parentPort.postMessage({ id, answer: act(name, args) })
  port.postMessage(act(name, args))
  Atomics.store(cells, 0, 1)
  Atomics.notify(cells, 0)
})
`

/**
 * Calls functions of `fs` in a thread from which nothing was taken. The thread begins with the first call, and ends with the
 * process.
 */
export class FreeThread {
  #worker: Worker | null = null
  readonly #waiting = new Map<number, (error: Error | null) => void>()
  #calls = 0

  /** Blocks until it is done; throws what it throws. */
  call(name: string, args: readonly unknown[]): void {
    const cells = new Int32Array(new SharedArrayBuffer(4))
    const { port1, port2: port } = new MessageChannel()
    this.#thread().postMessage({ name, args, port, cells }, [port])
    Atomics.wait(cells, 0, 0)
    const answer = receiveMessageOnPort(port1)?.message as Answer
    port1.close()
    if (answer !== null) throw errorOf(answer)
  }

  /** `done` is called with what it throws, or with null. */
  callLater(name: string, args: readonly unknown[], done: (error: Error | null) => void): void {
    const id = this.#calls++
    const thread = this.#thread()
    this.#waiting.set(id, done)
    thread.ref()
    thread.postMessage({ id, name, args }, [])
  }

  #thread(): Worker {
    if (this.#worker !== null) return this.#worker
    const worker = new Thread(script, { eval: true, execArgv: [], env: {} })
    Object.assign(worker, { [freeThreadMark]: true })
    worker.on('message', ({ id, answer }: { id: number; answer: Answer }) => {
      const done = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (this.#waiting.size === 0) worker.unref()
      done?.(answer && errorOf(answer))
    })
    worker.unref()
    return (this.#worker = worker)
  }
}

function errorOf(answer: { message: string }): Error {
  return Object.assign(new Error(answer.message), answer)
}
