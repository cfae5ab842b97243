import type { DeadLetter, Lease } from '../../src/queue/message-queue.ts'
import type { Message } from '../../src/queue/message.ts'
import { leaseMs, maxDeliveries, PlainQueue, type Entry } from './plain-queue.ts'
import type { WrongQueue } from './wrong-queue.ts'

/** Mistakes with acks, leases and dead letters, with closing, and in what it costs. */
export const wrongQueuesOfLeases: readonly WrongQueue[] = [
  {
    mistake: 'delivers again what was acked',
    noticedBy: 'acknowledgement',
    Queue: class extends PlainQueue {
      override ack(lease: Lease): boolean {
        const entry = this.held.get(lease)?.entry
        const held = super.ack(lease)
        // Some time later, as a lease that went on running would.
        if (held && entry!.deliveries < 2) this.clock.after(leaseMs, () => this.insert(entry!))
        return held
      }
    },
  },
  {
    mistake: 'takes a second ack',
    noticedBy: 'acknowledgement',
    Queue: class extends PlainQueue {
      override ack(lease: Lease): boolean {
        super.ack(lease)
        return true
      }
    },
  },
  {
    mistake: 'loses what is nacked',
    noticedBy: 'redelivery',
    Queue: class extends PlainQueue {
      protected override failed(entry: Entry, reason: DeadLetter['reason']): void {
        if (reason === 'lease-expired') super.failed(entry, reason)
      }
    },
  },
  {
    mistake: 'counts every delivery as the first',
    noticedBy: 'redelivery',
    Queue: class extends PlainQueue {
      protected override lend(entry: Entry): Lease {
        return Object.assign(super.lend(entry), { deliveryCount: 1 })
      }
    },
  },
  {
    mistake: 'lets leases end at half their time',
    noticedBy: 'lease',
    Queue: class extends PlainQueue {
      protected override leaseLengthMs(): number {
        return leaseMs / 2
      }
    },
  },
  {
    mistake: 'never ends a lease',
    noticedBy: 'lease',
    Queue: class extends PlainQueue {
      protected override expire(): void {}
    },
  },
  {
    mistake: 'takes an ack whose lease has run out',
    noticedBy: 'lease',
    Queue: class extends PlainQueue {
      readonly #stale = new Set<Lease>()
      protected override expire(lease: Lease): void {
        this.#stale.add(lease)
        super.expire(lease)
      }
      override ack(lease: Lease): boolean {
        return super.ack(lease) || this.#stale.delete(lease)
      }
    },
  },
  {
    mistake: 'never gives a message up',
    noticedBy: 'dead letters',
    Queue: class extends PlainQueue {
      protected override deliveriesAllowed(): number {
        return Infinity
      }
    },
  },
  {
    mistake: 'gives a message up one delivery too early',
    noticedBy: 'dead letters',
    Queue: class extends PlainQueue {
      protected override deliveriesAllowed(): number {
        return maxDeliveries - 1
      }
    },
  },
  {
    mistake: 'gives a message up and tells nobody',
    noticedBy: 'dead letters',
    Queue: class extends PlainQueue {
      protected override bury(): void {}
    },
  },
  {
    mistake: 'gives a message to a consumer that has left',
    noticedBy: 'cancelled wait',
    Queue: class extends PlainQueue {
      protected override cancel(consumer: PlainQueue['consumers'][number]): void {
        consumer.give(null)
      }
      protected override expire(): void {}
    },
  },
  {
    mistake: 'drops what waits when it is closed',
    noticedBy: 'close',
    Queue: class extends PlainQueue {
      override close(): void {
        this.waiting.length = 0
        super.close()
      }
    },
  },
  {
    mistake: 'leaves consumers waiting when it is closed',
    noticedBy: 'close',
    Queue: class extends PlainQueue {
      protected override finish(): void {}
    },
  },
  {
    mistake: 'accepts messages after it was closed',
    noticedBy: 'close',
    Queue: class extends PlainQueue {
      override enqueue(message: Message): Promise<void> {
        if (this.closed) this.accept(message)
        return this.closed ? Promise.resolve() : super.enqueue(message)
      }
    },
  },
  {
    mistake: 'remembers every id',
    noticedBy: 'memory',
    Queue: class extends PlainQueue {
      readonly #seen = new Set<string>()
      protected override accept(message: Message): void {
        this.#seen.add(message.id)
        super.accept(message)
      }
    },
  },
  {
    mistake: 'keeps a copy of the backlog with each message',
    noticedBy: 'memory',
    Queue: class extends PlainQueue {
      readonly #backlogs: unknown[] = []
      protected override accept(message: Message): void {
        super.accept(message)
        this.#backlogs.push([...this.waiting])
      }
      override take(): Lease | null {
        this.#backlogs.pop()
        return super.take()
      }
    },
  },
  {
    mistake: 'is slower than the floor',
    noticedBy: 'throughput',
    Queue: class extends PlainQueue {
      override async enqueue(message: Message): Promise<void> {
        await new Promise<void>((resolve) => this.clock.after(1, resolve))
        return super.enqueue(message)
      }
    },
  },
]
