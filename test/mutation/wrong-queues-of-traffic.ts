import type { Lease } from '../../src/queue/message-queue.ts'
import type { Message } from '../../src/queue/message.ts'
import { QueueFullError } from '../../src/queue/queue-full-error.ts'
import { PlainQueue, type Entry, type PlainOptions } from './plain-queue.ts'
import type { WrongQueue } from './wrong-queue.ts'

const rejecting: PlainOptions = { capacity: 8 }
const holdingBack: PlainOptions = { capacity: 8, overflow: 'back-pressure' }

/** Mistakes with what goes in and comes out: loss, order, size. */
export const wrongQueuesOfTraffic: readonly WrongQueue[] = [
  {
    mistake: 'loses every 17th message',
    noticedBy: 'delivery',
    Queue: class extends PlainQueue {
      protected override accept(message: Message): void {
        if (message.sequence % 17 !== 16) super.accept(message)
      }
    },
  },
  {
    mistake: 'hands out other content',
    noticedBy: 'delivery',
    Queue: class extends PlainQueue {
      protected override accept(message: Message): void {
        super.accept({ ...message, content: message.content.slice(0, 8) })
      }
    },
  },
  {
    mistake: 'gives a message to two consumers that wait at once',
    noticedBy: 'concurrent use',
    Queue: class extends PlainQueue {
      protected override serve(): void {
        const [first, second] = this.consumers
        const [entry] = this.waiting
        if (second !== undefined && first !== second && entry !== undefined) {
          this.consumers.shift()
          second.give(this.lend({ ...entry }))
          this.consumers.splice(0, 1)
          first!.give(this.take())
        }
        super.serve()
      }
    },
  },
  {
    mistake: 'serves the newest first',
    noticedBy: 'ordering',
    Queue: class extends PlainQueue {
      protected override isBefore(a: Entry, b: Entry): boolean {
        if (a.message.priority !== b.message.priority) return a.message.priority > b.message.priority
        return a.arrival > b.arrival
      }
    },
  },
  {
    mistake: 'claims order within a key and swaps neighbours',
    noticedBy: 'ordering',
    options: { claims: { ordering: 'per-key', priority: false } },
    Queue: class extends PlainQueue {
      protected override isBefore(a: Entry, b: Entry): boolean {
        return (a.arrival ^ 1) < (b.arrival ^ 1)
      }
    },
  },
  {
    mistake: 'claims fifo and serves priorities first',
    noticedBy: 'ordering',
    options: { claims: { ordering: 'fifo', priority: false } },
    Queue: PlainQueue,
  },
  {
    mistake: 'ignores priorities',
    noticedBy: 'priority',
    Queue: class extends PlainQueue {
      protected override isBefore(a: Entry, b: Entry): boolean {
        return a.arrival < b.arrival
      }
    },
  },
  {
    mistake: 'serves the lowest priority first',
    noticedBy: 'priority',
    Queue: class extends PlainQueue {
      protected override isBefore(a: Entry, b: Entry): boolean {
        if (a.message.priority !== b.message.priority) return a.message.priority < b.message.priority
        return a.arrival < b.arrival
      }
    },
  },
  {
    mistake: 'drops in silence what comes when it is full',
    noticedBy: 'overflow',
    options: rejecting,
    Queue: class extends PlainQueue {
      protected override whenFull(): Promise<void> {
        return Promise.resolve()
      }
    },
  },
  {
    mistake: 'drops the oldest to make room',
    noticedBy: 'overflow',
    options: rejecting,
    Queue: class extends PlainQueue {
      protected override whenFull(message: Message): Promise<void> {
        this.next()
        return this.enqueue(message)
      }
    },
  },
  {
    mistake: 'takes two more than its capacity',
    noticedBy: 'size limit',
    options: rejecting,
    Queue: class extends PlainQueue {
      protected override isFull(): boolean {
        return this.waiting.length >= this.capabilities.capacity! + 2
      }
    },
  },
  {
    mistake: 'refuses though there is room for one more',
    noticedBy: 'size limit',
    options: rejecting,
    Queue: class extends PlainQueue {
      protected override isFull(): boolean {
        return this.waiting.length >= this.capabilities.capacity! - 1
      }
    },
  },
  {
    mistake: 'holds producers back and never lets them in',
    noticedBy: 'overflow',
    options: holdingBack,
    Queue: class extends PlainQueue {
      protected override admit(): void {}
    },
  },
  {
    mistake: 'lets a producer in and forgets its message',
    noticedBy: 'overflow',
    options: holdingBack,
    Queue: class extends PlainQueue {
      protected override admit(): void {
        if (this.producers.length > 0 && !this.isFull()) this.producers.shift()!.accept()
      }
    },
  },
  {
    mistake: 'claims back-pressure and rejects',
    noticedBy: 'overflow',
    options: { ...rejecting, overflow: 'back-pressure' },
    Queue: class extends PlainQueue {
      protected override whenFull(): Promise<void> {
        return Promise.reject(new QueueFullError(8))
      }
    },
  },
  {
    mistake: 'rejects with an error of its own when it is full',
    noticedBy: 'overflow',
    options: rejecting,
    Queue: class extends PlainQueue {
      protected override whenFull(): Promise<void> {
        return Promise.reject(new Error('no room'))
      }
    },
  },
  {
    mistake: 'says that there is no more when it is empty for the moment',
    noticedBy: 'delivery',
    Queue: class extends PlainQueue {
      override dequeue(): Promise<Lease | null> {
        return Promise.resolve(this.take())
      }
    },
  },
]
