/** The identity of a message. */
export interface LedgerMessage {
  readonly producer: string
  readonly sequence: number
}

/** One message and one inbox, as the ledger knows them. */
export interface LedgerEntry extends LedgerMessage {
  inbox: string
  attempted: boolean
  accepted: boolean
  refused: boolean
  deadLettered: boolean
  deliveries: number
  /** Whether the message was sent to anybody, to this inbox or another one. */
  sent: boolean
  /**
   * Where a message that was not delivered stands among those of its producer that were, to this inbox, by sequence
   * number: before the first, between, or after the last (or nothing was). Null for one that was delivered.
   */
  place: 'prefix' | 'middle' | 'postfix' | null
}
