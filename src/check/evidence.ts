import type { QueueCapabilities } from '../queue/message-queue.ts'
import type { LoggedOperation } from '../record/history-log.ts'
import type { DeliveryAccount } from './delivery-account.ts'

/** All that guarantees are judged on. */
export interface Evidence {
  /** Where deliveries were seen: as consumers took them, as they took effect, or as a listener was told. */
  readonly place: 'queue' | 'deliveries' | 'channel'
  /** Whether deliveries are told apart by inbox. */
  readonly knowsInboxes: boolean
  /** What the system declares of itself; null where it says nothing. */
  readonly capabilities: Partial<QueueCapabilities> | null
  readonly account: DeliveryAccount
  /** null where none was recorded. */
  readonly history: RecordedHistory | null
}

/** The operations of a run, as they were seen. Times in microseconds from the start of the load. */
export interface RecordedHistory {
  /** How many operations were recorded. */
  readonly size: number
  /** Made when they are asked for: they take much more memory than what they are made from. */
  readonly operations: readonly LoggedOperation[]
  /** How many operations found no room. */
  readonly missed: number
  /** Nothing was left inside at the end. */
  readonly drained: boolean
  /** A message as its sender knows it. */
  readonly label: (producer: string, sequence: number) => string
}
