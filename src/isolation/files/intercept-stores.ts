import type { Interceptor } from '../intercept.ts'
import { loadQuietly } from '../load-quietly.ts'
import type { Change } from './change.ts'
import { fileOfDatabase } from './file-of-database.ts'

const sqlite = loadQuietly('node:sqlite')
const wasi = loadQuietly('node:wasi')

/** Before what opens files by itself: a database, and the folders that WebAssembly is given. */
export function interceptStores(interceptor: Interceptor, change: Change): void {
  if (sqlite !== null) {
    interceptor.beforeNew(sqlite, 'DatabaseSync', ([path, options]) => {
      if ((options as { readOnly?: unknown } | undefined)?.readOnly !== true)
        store('sqlite.DatabaseSync', path)
    })
    interceptor.before(sqlite, 'backup', (_, [, path]) => store('sqlite.backup', path), 'rejects')
  }
  if (wasi !== null)
    interceptor.beforeNew(wasi, 'WASI', ([options]) => {
      const { preopens } = (options ?? {}) as { preopens?: Record<string, unknown> }
      // What it is given may be read and written: nobody can tell which.
      for (const folder of Object.values(preopens ?? {})) change('wasi.WASI', folder)
    })

  function store(what: string, given: unknown): void {
    const name = given instanceof Uint8Array ? Buffer.from(given).toString() : given
    // Of a URL object Node hands over the text.
    const text = name instanceof URL ? name.href : name
    const file = typeof text === 'string' ? fileOfDatabase(text) : null
    if (file !== null) change(what, file)
  }
}
