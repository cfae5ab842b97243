import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Collects garbage, now; null where this process cannot. */
export function findCollector(): (() => void) | null {
  const { gc } = globalThis as { gc?: () => void }
  if (gc) return gc
  // A flag on the command line is not to be had from here; set for a moment, it works in processes and threads alike.
  setFlagsFromString('--expose_gc')
  const found: unknown = runInNewContext('globalThis.gc')
  setFlagsFromString('--no-expose_gc')
  return typeof found === 'function' ? (found as () => void) : null
}
