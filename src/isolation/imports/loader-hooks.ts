// Hooks of `import`, run by Node in a thread of their own; `hook-off-thread.ts` registers them.
import { createRequire } from 'node:module'
import type { MessagePort } from 'node:worker_threads'
import type { Asked, HookedLists } from './hook-off-thread.ts'
import { gateCode } from './import-gate.ts'
import { locationOf } from './location-of.ts'
import { moduleRules, type ModuleRules } from './module-rules.ts'

interface Resolved {
  url: string
  format?: string | null
  shortCircuit?: boolean
}

interface Loaded {
  format: string
  source?: string | ArrayBuffer | Uint8Array | null
}

const stub = 'data:text/javascript,/*vitest-stress*/'
let port: MessagePort
let forbidden: ModuleRules
let allowed: ModuleRules | null
let number = 0

export function initialize(given: HookedLists & { port: MessagePort }): void {
  port = given.port
  forbidden = moduleRules(given.forbidden)
  allowed = given.allowed && moduleRules(given.allowed)
}

export async function resolve(
  specifier: string,
  context: { parentURL?: string },
  next: (specifier: string, context: object) => Promise<Resolved>,
): Promise<Resolved> {
  const resolved = await next(specifier, context)
  const { url } = resolved
  if (url.startsWith('data:') || context.parentURL?.startsWith(stub)) return resolved
  port.postMessage([url, context.parentURL] satisfies Asked)
  const location = locationOf(url)
  if (forbidden(location) === null) return resolved
  if (url.startsWith('node:'))
    return { url: stub + encodeURIComponent(gated(url)), format: 'module', shortCircuit: true }
  if (!url.startsWith('file:') || allowed === null || allowed(location) !== null) return resolved
  // It will be refused: as another module each time, since what was refused once would be so without asking.
  return { ...resolved, url: `${url}${url.includes('?') ? '&' : '?'}refused=${number++}` }
}

export async function load(
  url: string,
  context: object,
  next: (url: string, context: object) => Promise<Loaded>,
): Promise<Loaded> {
  const loaded = await next(url, context)
  // CommonJS is loaded by `require`, which is watched in its own thread.
  if (loaded.format !== 'module' || !url.startsWith('file:')) return loaded
  const location = locationOf(url)
  if (forbidden(location) === null) return loaded
  const { source } = loaded
  const text = typeof source === 'string' ? source : new TextDecoder().decode(source ?? undefined)
  return { ...loaded, source: importOf(location) + text }
}

/**
 * A built-in has no text to put a gate into: what is imported in its place has the gate, and all of its exports. Each time
 * another one, since the same would be evaluated once only, maybe for Vitest itself.
 */
function gated(url: string): string {
  const names = Object.keys(createRequire(import.meta.url)(url) as object)
  const list = names.filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default').join(',')
  const from = `from ${JSON.stringify(url)}`
  return `${importOf(locationOf(url))}export { default, ${list} } ${from}`
}

/** On the first line, so that the numbers of all lines stay right. */
function importOf(location: string): string {
  const code = encodeURIComponent(`${gateCode(location)}/*${number++}*/`)
  return `import ${JSON.stringify(stub + code)};`
}
