import type { Interceptor } from '../intercept.ts'
import { loadQuietly } from '../load-quietly.ts'
import type { Change } from './change.ts'

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
    const text = given instanceof Uint8Array ? Buffer.from(given).toString() : given
    // In memory, or in a file that nobody knows the name of.
    if (text === '' || text === ':memory:') return
    const url = typeof text === 'string' && text.startsWith('file:') ? urlOf(text) : null
    if (url === null) return change(what, text)
    if (url.searchParams.get('mode') !== 'memory' && url.searchParams.get('mode') !== 'ro') change(what, url)
  }
}

/** null: a name of a file that begins like one. */
function urlOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}
