import type { MessagePort, TransferListItem } from 'node:worker_threads'

/** A worker's end of what it and its host tell each other: a port in a thread, the channel of its parent in a process. */
export interface WorkerLink {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void
  onMessage(hear: (message: unknown) => void): void
  /** What was posted is with the host; nothing more comes. */
  close(): Promise<void>
}

/** What a worker of `WorkerPool` is given. */
export interface WorkerTask {
  order: unknown
  /** null in a process. */
  port: MessagePort | null
}

/** Marks what is ours on the channel, which tinypool uses too. */
const mark = 'vitest-stress'

interface Marked {
  mark: typeof mark
  message: unknown
}

export function wrap(message: unknown): Marked {
  return { mark, message }
}

/** What was wrapped; undefined for anything else. */
export function unwrap(given: unknown): unknown {
  return (given as Marked | null)?.mark === mark ? (given as Marked).message : undefined
}

export function linkOf({ port }: WorkerTask): WorkerLink {
  if (port) {
    return {
      post: (message, transfer = []) => port.postMessage(wrap(message), transfer as TransferListItem[]),
      onMessage: (hear) => port.on('message', (given) => hear(unwrap(given))),
      close: async () => port.close(),
    }
  }
  let sent: Promise<unknown> = Promise.resolve()
  return {
    post(message) {
      sent = new Promise<void>((resolve) => {
        process.send!(wrap(message), undefined, undefined, () => resolve())
      })
    },
    onMessage: (hear) =>
      void process.on('message', (given) => {
        const message = unwrap(given)
        if (message !== undefined) hear(message)
      }),
    close: async () => void (await sent),
  }
}
