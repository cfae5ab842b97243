import { fileURLToPath } from 'node:url'

/** null: a descriptor or a handle, of a file that is open, or nothing that Node would take. */
export function pathOf(given: unknown): string | null {
  if (typeof given === 'string') return given
  if (given instanceof Uint8Array) return Buffer.from(given).toString()
  return given instanceof URL && given.protocol === 'file:' ? fileURLToPath(given) : null
}
