import type { Clock } from '../foundation/clock.ts'
import { settlesWithin } from './deadline.ts'

/** How long closing may take. */
export const closeTimeoutMs = 10_000

/** Disposes a target by the first way it has: `Symbol.asyncDispose`, `Symbol.dispose`, `close()`. Rejects when that fails or hangs. */
export async function disposeTarget(target: unknown, clock: Clock): Promise<void> {
  const dispose = disposerOf(target)
  if (!dispose) return
  const closing = Promise.resolve(dispose.call(target))
  if (!(await settlesWithin(clock, closing, closeTimeoutMs))) {
    throw new Error(`closing did not end within ${closeTimeoutMs / 1000} s`)
  }
}

function disposerOf(target: unknown): ((this: unknown) => unknown) | undefined {
  if ((typeof target !== 'object' && typeof target !== 'function') || target === null) return undefined
  const candidate = target as Record<PropertyKey, unknown>
  // Node 20.19 and later define both symbols, whatever the compiler makes of them.
  for (const key of [Symbol.asyncDispose, Symbol.dispose, 'close']) {
    const method = candidate[key]
    if (typeof method === 'function') return method as (this: unknown) => unknown
  }
  return undefined
}
