import { accountDeliveries } from '../../../src/check/delivery-account.ts'
import { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import { observe } from '../../../src/observe/observe.ts'
import { rowsOf } from './observed-queue.ts'

export interface Item {
  id?: unknown
  to?: unknown
  key?: string
  priority?: number
}

export type Listener = (item: unknown, inbox?: unknown) => void

/** A system that keeps what it is sent, and tells of it when asked to; no `MessageQueue`. */
export class Target {
  readonly listeners: Listener[] = []
  readonly inside: unknown[] = []
  post(item: unknown): unknown {
    this.inside.push(item)
    return Promise.resolve()
  }
  tell(item: unknown, inbox?: unknown): void {
    for (const listener of this.listeners) listener(item, inbox)
  }
}

/** A channel of `target` with `more` in it. */
export function channelOf(target: Target, more: Record<string, unknown> = {}) {
  return {
    send: Reflect.get(target, 'post') as unknown,
    onMessage: (listener: Listener): unknown => {
      target.listeners.push(listener)
      return () => target.listeners.splice(target.listeners.indexOf(listener), 1)
    },
    idOf: ({ id }: Item): unknown => id,
    ...more,
  }
}

/** Observes `channel`; what was seen so far. */
export function watch(channel: unknown, target: unknown, maxOperations = 100) {
  const observation = observe(channel, target, { now: new VirtualClock().now, maxOperations })!
  const { ledger, log, label } = observation
  return {
    observation,
    ledger,
    rows: () =>
      rowsOf(log!).map((row) =>
        row.replace(
          /(\S+):(\d+) /,
          (_, producer: string, sequence: string) => `${label(producer, Number(sequence))} `,
        ),
      ),
    counts: () => {
      const { summary } = accountDeliveries(ledger, true, 'observed')
      return Object.fromEntries(Object.entries(summary).filter(([, count]) => count > 0))
    },
  }
}
