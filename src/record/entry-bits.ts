/**
 * What is known of one message and one inbox, as a number, an "entry": these bits, and above them how often it was
 * delivered. 0: nothing is known.
 */
export const entryBits = { attempted: 1, accepted: 2, refused: 4, deadLettered: 8, oneDelivery: 16 } as const

export type EntryBit = (typeof entryBits)[keyof typeof entryBits]

/** The entry of a message that went as it should, by far the most frequent one. */
export const plainEntry = entryBits.attempted + entryBits.accepted + entryBits.oneDelivery

/** How often the message was delivered. Exact: an entry may be larger than 32 bits. */
export const deliveriesOf = (entry: number): number => Math.floor(entry / entryBits.oneDelivery)

/** The entry after one more event. */
export function withEvent(entry: number, bit: EntryBit): number {
  if (bit === entryBits.oneDelivery) return entry + bit
  // What was refused may be sent again, and is then as if it had not been.
  const before = bit === entryBits.attempted ? entry - (entry & entryBits.refused) : entry
  return (before & bit) === 0 ? before + bit : before
}
