import { isBuiltin } from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * Where a module lies, however it was asked for: an absolute path with forward slashes and without a query, or `node:net`
 * for a built-in. Anything else (a `data:` URL, a virtual module) as it is.
 */
export function locationOf(urlOrId: string): string {
  const id = urlOrId.replace(/^mock:/, '')
  if (id.startsWith('node:') || isBuiltin(id)) return `node:${id.replace(/^node:/, '')}`
  if (id.startsWith('file:')) return fileURLToPath(id.replace(/[?#].*$/s, '')).replaceAll('\\', '/')
  if (id.startsWith('data:') || id.startsWith('\0')) return id
  const path = id.replaceAll('\\', '/').replace(/^\/@fs\/(?=\/|[A-Za-z]:)?/, (found) => (found ? '/' : ''))
  return path.replace(/[?#].*$/s, '')
}
