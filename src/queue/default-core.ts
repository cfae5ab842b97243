import { isMessagingCore, type MessagingCore } from './messaging-core.ts'

let loadRegistered: (() => Promise<unknown>) | null = null

/**
 * Registers the core of processors that are given none. `load` runs at such a processor's first send, not before; it
 * yields a core, or a module that exports one as `default` or `core`: `setDefaultCore(() => import('./real-core.js'))`.
 */
export function setDefaultCore(load: () => Promise<unknown>): void {
  loadRegistered = load
}

/** Loads the registered core. Throws when none was registered, or what was loaded is none. */
export async function loadDefaultCore(): Promise<MessagingCore> {
  if (loadRegistered === null) {
    throw new Error(
      'no messaging core: pass one, new MessageQueueProcessor({ core }), or register the default once with ' +
        'setDefaultCore(() => import("./your-core.js"))',
    )
  }
  const loaded = await loadRegistered()
  const candidates = [loaded, exportOf(loaded, 'default'), exportOf(loaded, 'core')]
  const core = candidates.find(isMessagingCore)
  if (core === undefined) {
    throw new Error(
      'the default messaging core: what setDefaultCore loads must be a core (an object with sendMessage), or a ' +
        'module that exports one as "default" or "core"',
    )
  }
  return core
}

function exportOf(loaded: unknown, name: string): unknown {
  return typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, name) : undefined
}
