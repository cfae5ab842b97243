/** How many slots there are. */
export const recentSlots = 16

/**
 * Where what is known of `name` is kept while it was met lately: names come in runs and in turns, and comparing costs less
 * than hashing. By the last character, in which most names of a kind differ. What is no text, as whoever is observed may
 * hand over, has a slot as well.
 */
export function recentSlot(name: unknown): number {
  return typeof name === 'string' ? name.charCodeAt(name.length - 1) & (recentSlots - 1) : 0
}
