import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import { HistoryLog } from '../record/history-log.ts'
import { Ledger } from '../record/ledger.ts'
import type { MessageQueue, QueueCapabilities } from '../queue/message-queue.ts'
import { isObservable, observeDeliveries, type Observable } from '../queue/observation.ts'
import type { ObservedChannel } from './channel.ts'
import { DeliveryRecorder } from './delivery-recorder.ts'
import { anyProducer, identifier } from './identify.ts'
import { observeChannel } from './observe-channel.ts'
import { observeQueue } from './observe-queue.ts'
import { readCapabilities } from './read-capabilities.ts'

/** What a run watches of the system under load. */
export interface Observation {
  /**
   * Where deliveries were seen. `queue`: as consumers took them from the queue; `deliveries`: as they took effect;
   * `channel`: as its listener was told.
   */
  readonly place: 'queue' | 'deliveries' | 'channel'
  readonly ledger: Ledger
  readonly log: HistoryLog | null
  /** What it declares of itself; null where it says nothing. */
  readonly capabilities: Partial<QueueCapabilities> | null
  /** Whether deliveries are told apart by inbox. */
  readonly knowsInboxes: boolean
  /** Whether deliveries were seen where they take effect; known at the end, since cores are loaded lazily. */
  evidence(): 'observed' | 'claimed'
  /** A message as its sender knows it. */
  readonly label: (producer: string, sequence: number) => string
  /** What is kept of messages beside ledger and log. */
  readonly held?: readonly unknown[]
  end(): void
}

export interface ObserveSettings {
  /** Milliseconds of a monotonic clock. */
  now: () => number
  /** How many operations the history holds; 0: none is kept. */
  maxOperations: number
}

/** Begins to account for deliveries; null where `observed` is nothing that can be observed. Throws on a bad declaration. */
export function observe(
  observed: unknown,
  target: unknown,
  { now, maxOperations }: ObserveSettings,
): Observation | null {
  const place = placeOf(observed)
  if (place === null) return null
  const capabilities = readCapabilities((observed as { capabilities?: unknown }).capabilities)
  const books = { ledger: new Ledger(), log: maxOperations > 0 ? new HistoryLog(now, maxOperations) : null }
  const common = { place, ...books, capabilities, evidence: () => 'observed' as const, label: pairLabel }
  switch (place) {
    case 'deliveries': {
      const object = observed as Observable
      const end = object[observeDeliveries](new DeliveryRecorder(books))
      return { ...common, knowsInboxes: true, evidence: () => evidenceOf(object), end: quietly(end) }
    }
    case 'queue': {
      const end = observeQueue(observed as MessageQueue, books)
      return { ...common, knowsInboxes: false, end: quietly(end) }
    }
    case 'channel': {
      const channel = observed as ObservedChannel
      const { identify, ids, held } = identifier(channel)
      const [owner, method] = senderOf(channel, target)
      const end = observeChannel(channel, owner, method, identify, books)
      const label: Observation['label'] = (producer, sequence) =>
        (producer === anyProducer ? ids[sequence] : undefined) ?? pairLabel(producer, sequence)
      return { ...common, knowsInboxes: channel.inboxesOf !== undefined, label, held, end: quietly(end) }
    }
  }
}

const queueMethods = ['enqueue', 'offer', 'take', 'dequeue', 'ack', 'nack', 'onDeadLetter'] as const
const channelMethods = ['send', 'onMessage', 'idOf'] as const

function placeOf(observed: unknown): Observation['place'] | null {
  // A core alone tells of deliveries, and of nothing that was to be delivered.
  if (isObservable(observed)) return 'sendMessage' in observed ? null : 'deliveries'
  if (hasMethods(observed, queueMethods)) return 'queue'
  if (hasMethods(observed, channelMethods)) return 'channel'
  const almost = [queueMethods, channelMethods].find((methods) => almostHas(observed, methods))
  if (almost) throw new InputError('the observed object', missingMethods(observed, almost))
  return null
}

/** Whoever wrote most of an interface meant it. */
function almostHas(observed: unknown, names: readonly string[]): boolean {
  return missingMethods(observed, names).length <= names.length / 3
}

function missingMethods(observed: unknown, names: readonly string[]): Problem[] {
  const object = (typeof observed === 'object' && observed !== null ? observed : {}) as Record<
    string,
    unknown
  >
  return names
    .filter((name) => typeof object[name] !== 'function')
    .map((path) => ({ path, expected: 'a function', got: renderValue(object[path]) }))
}

function hasMethods(observed: unknown, names: readonly string[]): boolean {
  return missingMethods(observed, names).length === 0
}

/** The object whose calls are to be seen: the target, where `send` is one of its methods; else the channel itself. */
function senderOf(channel: ObservedChannel, target: unknown): [Record<string, unknown>, string] {
  if (typeof target === 'object' && target !== null && target !== (channel as unknown)) {
    for (
      let level: object | null = target;
      level !== null;
      level = Object.getPrototypeOf(level) as object | null
    ) {
      for (const name of Object.getOwnPropertyNames(level)) {
        if (Object.getOwnPropertyDescriptor(level, name)?.value !== channel.send) continue
        return [target as Record<string, unknown>, name]
      }
    }
  }
  return [channel as unknown as Record<string, unknown>, 'send']
}

function pairLabel(producer: string, sequence: number): string {
  return `${producer}:${sequence}`
}

/** What cannot even say is no evidence. */
function evidenceOf(observed: Observable): 'observed' | 'claimed' {
  try {
    return observed.deliveryEvidence ?? 'observed'
  } catch {
    return 'claimed'
  }
}

/** The run is over; an object that cannot be let go of changes nothing about it. */
function quietly(end: () => void): () => void {
  return () => {
    try {
      end()
    } catch {
      // Nothing depends on it.
    }
  }
}
