/** By one of these an object shows that what is inside are messages: a `Map` has a `size` too, and so has a service. */
const ofQueues = ['onMessage', 'dequeue', 'take', 'drain'] as const

/** Messages inside, waiting or leased; null where the object does not say so in a number, or its getter throws. */
export function depthOf(observed: unknown): number | null {
  if (typeof observed !== 'object' || observed === null) return null
  try {
    const { depth, size, inFlight } = observed as { depth?: unknown; size?: unknown; inFlight?: unknown }
    if (isCount(depth)) return depth
    // A message queue counts apart what waits and what is leased.
    if (!isCount(size)) return null
    if (isCount(inFlight)) return size + inFlight
    return ofQueues.some((name) => typeof (observed as Record<string, unknown>)[name] === 'function')
      ? size
      : null
  } catch {
    return null
  }
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0
}

/** Waits until nothing is left inside, or `signal` aborts. True when it says that nothing is. */
export async function drain(observed: unknown, signal: AbortSignal): Promise<boolean> {
  const { drain: ownDrain } = (observed ?? {}) as { drain?: (signal: AbortSignal) => unknown }
  return typeof ownDrain === 'function' && (await ownDrain.call(observed, signal)) !== false
}
