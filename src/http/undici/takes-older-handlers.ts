import { createRequire } from 'node:module'

/** Whether the undici that is installed takes handlers of the older kind: those of version 7 do, later ones do not. */
export function takesOlderHandlers(
  load: (name: string) => unknown = createRequire(import.meta.url),
): boolean {
  try {
    const { version } = load('undici/package.json') as { version?: unknown }
    return typeof version === 'string' && version.startsWith('7.')
  } catch {
    return false
  }
}
