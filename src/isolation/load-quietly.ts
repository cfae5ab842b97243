import { createRequire } from 'node:module'

const load = createRequire(import.meta.url)

/** A built-in of Node's, without what it says of itself when it is loaded; null where this Node or thread has none of that name. */
export function loadQuietly(name: `node:${string}`): object | null {
  const { emitWarning } = process as { emitWarning: (this: void, ...args: unknown[]) => void }
  process.emitWarning = () => {}
  try {
    return load(name) as object
  } catch {
    return null
  } finally {
    process.emitWarning = emitWarning
  }
}
