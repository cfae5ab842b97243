import Module from 'node:module'
import { pathToFileURL } from 'node:url'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { placeGate } from './import-gate.ts'
import type { ImportWatch } from './import-watch.ts'
import { locationOf } from './location-of.ts'

/** One edge, as the hooks of the other thread post it. */
export type Asked = readonly [child: string, parent: string | undefined]

export interface HookedLists {
  readonly forbidden: readonly string[]
  /** Those of them that are not refused; null: none is. */
  readonly allowed: readonly string[] | null
}

type Load = (request: string, parent: { filename?: string } | undefined, isMain: boolean) => unknown
type ResolveFilename = (request: string, parent: object | undefined, isMain: boolean) => string

/**
 * The same where hooks of `import` live in a thread of their own (before Node 22.15). That thread cannot ask this one: it
 * puts a gate before what is forbidden, which is evaluated here. `require` is watched where it loads. Each module that is
 * imported goes by way of that thread, which takes a start half a second longer: without `lists` there is none, and only
 * CommonJS is watched.
 */
export function hookOffThread(lists: HookedLists | null, watch: ImportWatch): () => void {
  const { port1: port, port2 } = new MessageChannel()
  if (lists !== null) {
    const hooks = new URL('./loader-hooks.js', import.meta.url)
    Module.register(hooks, { data: { port: port2, ...lists }, transferList: [port2] })
  }
  port.unref()
  const refuse = (location: string): void => {
    for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port))
      watch.asked(...(got.message as Asked))
    watch.refuse(location)
  }
  const removeGate = placeGate(refuse)
  const unpatch = patchLoad({ asked: watch.asked, refuse })
  return () => {
    unpatch()
    removeGate()
    port.close()
  }
}

/** CommonJS of `require`, and of `import`, which loads it in the same way. */
function patchLoad(watch: ImportWatch): () => void {
  const load = Reflect.get(Module, '_load') as Load
  const resolve = Reflect.get(Module, '_resolveFilename') as ResolveFilename
  const patched: Load = (...args) => {
    const [, parent] = args
    const url = urlOf(() => resolve(...args))
    if (url !== null) {
      watch.asked(url, parent?.filename)
      watch.refuse(locationOf(url))
    }
    return Reflect.apply(load, Module, args)
  }
  Reflect.set(Module, '_load', patched)
  return () => void Reflect.set(Module, '_load', load)
}

/** null where nothing is found: `require` says so itself. */
function urlOf(resolve: () => string): string | null {
  try {
    const found = resolve()
    return found.startsWith('/') || /^[A-Za-z]:/.test(found) ? pathToFileURL(found).href : found
  } catch {
    return null
  }
}
