import type Module from 'node:module'
import { locationOf } from './location-of.ts'
import type { ImportWatch } from './import-watch.ts'

// Node's types are those of the oldest Node that we support, which has no such hooks yet.
interface Resolved {
  url: string
}
type Resolve = (
  specifier: string,
  context: { parentURL?: string },
  next: (specifier: string, context: object) => Resolved,
) => Resolved
type RegisterHooks = (hooks: { resolve: Resolve }) => { deregister(): void }

/** Node's synchronous hooks, which see `import` and `require` alike; null on a Node without them (before 22.15). */
export function registerHooksOf(module: typeof Module): RegisterHooks | null {
  return (module as { registerHooks?: RegisterHooks }).registerHooks ?? null
}

/** Watches each import of this thread where it is resolved, before anything of it is evaluated. */
export function hookInThread(register: RegisterHooks, watch: ImportWatch): () => void {
  const hooks = register({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context)
      watch.asked(resolved.url, context.parentURL)
      watch.refuse(locationOf(resolved.url))
      return resolved
    },
  })
  return () => hooks.deregister()
}
