import type { MessagingCore } from '../queue/messaging-core.ts'

/** A message as it lies in an inbox. */
export interface Arrival {
  readonly inbox: string
  readonly id: string
  readonly content: string
}

/** A core, and how to see what it did. */
export interface OpenedCore {
  readonly core: MessagingCore
  /** All that has arrived until now, in the order of each inbox: read where it arrives, not where it is sent. */
  readonly arrivals?: () => readonly Arrival[] | Promise<readonly Arrival[]>
  /** Called once the case is over. */
  readonly close?: () => unknown
}

/**
 * Makes a core whose inboxes are empty. Called once for each case. A core that can be observed (`observeDeliveries`) may
 * come alone; of any other nobody knows what arrived, unless `arrivals` says so.
 */
export type CoreFactory = () => MessagingCore | OpenedCore | Promise<MessagingCore | OpenedCore>
