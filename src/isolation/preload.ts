// Loaded by `--require` in each process and thread of a stress run, before any other module: Node 20.19 and later can
// require a module like this one, in evaluated workers too. It must load little, and never wait at its top level.
import { createRequire } from 'node:module'
import { isMainThread, parentPort } from 'node:worker_threads'

// Before Node 22.15 hooks of imports run in a thread of their own, which alone has no parent to talk to. Only they run there.
if (isMainThread || parentPort !== null) {
  const guards = createRequire(import.meta.url)('./install-guards.js') as typeof import('./install-guards.ts')
  guards.installGuards(process.env)
}
