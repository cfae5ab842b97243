/**
 * What is known of one message and one inbox, as a number, an "entry": these bits, and above them how often it was
 * delivered. 0: nothing is known.
 */
export const entryBits = { attempted: 1, accepted: 2, refused: 4, deadLettered: 8, oneDelivery: 16 } as const

/** Attempted and accepted: one event, where a queue takes a message at once. */
export const taken = 3

/** What can happen to a message. */
export type EntryEvent = (typeof entryBits)[keyof typeof entryBits] | typeof taken

/** The entry of a message that went as it should, by far the most frequent one. */
export const plainEntry = entryBits.attempted + entryBits.accepted + entryBits.oneDelivery

/** How often the message was delivered. Exact: an entry may be larger than 32 bits. */
export const deliveriesOf = (entry: number): number => Math.floor(entry / entryBits.oneDelivery)

/** The entry after one more event. */
export function withEvent(entry: number, event: EntryEvent): number {
  if (event === entryBits.oneDelivery) return entry + event
  // What was refused may be sent again, and is then as if it had not been.
  const before = (event & entryBits.attempted) === 0 ? entry : entry - (entry & entryBits.refused)
  return before + (event & ~before)
}
