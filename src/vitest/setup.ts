// Loaded before every stress file. It keeps no state of its own: Vitest may load it through Vite, other files natively.
import { setFlagsFromString, takeCoverage } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, expect } from 'vitest'
import { applyFileIsolation } from './apply-file-isolation.ts'
import { matchers } from './matchers.ts'

// `--expose-gc` as a flag of the worker kills worker threads; this works in processes and threads.
if (!('gc' in globalThis)) {
  setFlagsFromString('--expose_gc')
  const gc: unknown = runInNewContext('gc')
  Object.defineProperty(globalThis, 'gc', { value: gc, configurable: true, writable: true })
  // The flag is the whole process's: threads that run ordinary tests later must not find it set.
  setFlagsFromString('--no-expose_gc')
}

applyFileIsolation(expect.getState().testPath)

expect.extend(matchers)

// Vitest ends its child processes before V8 has written their coverage.
if (process.env['NODE_V8_COVERAGE']) afterAll(() => takeCoverage())
