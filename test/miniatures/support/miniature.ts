import type { Clock } from '../../../src/foundation/clock.ts'
import type { Random } from '../../../src/foundation/random.ts'
import type { HistoryEvent } from '../../../src/model/history.ts'
import type { ObservedChannel } from '../../../src/observe/channel.ts'
import type { MessageQueue } from '../../../src/queue/message-queue.ts'
import type { Message } from '../../../src/queue/message.ts'
import type { Fault, Faults } from './faults.ts'

/** What a small system is built from. */
export interface Given {
  /** Whether the mistake is in; without it, the same system survives the same faults. */
  bug: boolean
  clock: Clock
  random: Random
  faults: Faults
  size: Size
}

/** How much is put into it, by how many, and who takes it out. */
export interface Size {
  readonly producers: number
  /** Of each producer. */
  readonly messages: number
  /** At most so many workers of a kind. */
  readonly workers: number
}

interface Described {
  /** As the file is called. */
  readonly name: string
  /** The system and where its bug is told of; one line. */
  readonly source: string
  /** What goes wrong in one run: data, so that it can be told, replayed and shrunk. */
  drawFaults(random: Random): readonly Fault[]
  /** What must be found with the mistake in: this verdict, and exactly these classes of violations, by guarantee. */
  readonly expected: {
    readonly verdict: 'fail' | 'invalid'
    readonly violations: Readonly<Record<string, readonly string[]>>
  }
}

/** A known bug in a queue or channel that a whole run puts under load. */
export interface RunMiniature extends Described {
  readonly scenario: {
    /** Messages of each of the two producers. */
    readonly messages: number
    /** Pause of a producer after each message. Default 2. */
    readonly thinkTimeMs?: number
    /** Default 1,000. */
    readonly drainMs?: number
    readonly guarantees: readonly unknown[]
  }
  build(given: Given): MessageQueue | ObservedChannel<Message>
}

/** A known bug in a log with offsets, which guarantees do not speak of: it writes its history itself. */
export interface LogMiniature extends Described {
  readonly load: { readonly producers: number; readonly messages: number }
  play(given: Given): Promise<readonly HistoryEvent[]>
}

export type Miniature = RunMiniature | LogMiniature
