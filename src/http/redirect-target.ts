import type { HttpHeaders } from './http-headers.ts'
import type { PreparedRequest } from './prepare-request.ts'

/** What a redirect asks for; null where it is none, or leads to another origin, where the client has no connections. */
export function redirectTarget(
  request: PreparedRequest,
  status: number,
  { location }: HttpHeaders,
  origin: string,
): PreparedRequest | null {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return null
  const from = new URL(request.path, origin).href
  const url = URL.canParse(location, from) ? new URL(location, from) : null
  if (url === null || url.origin !== origin) return null
  const path = url.pathname + url.search
  // As browsers do: 303 always asks for the page that tells of the result, 301 and 302 do so after POST.
  const becomesGet = status === 303 ? request.method !== 'HEAD' : status < 303 && request.method === 'POST'
  if (!becomesGet) return { ...request, path }
  const { 'content-type': _, ...headers } = request.headers
  return { method: 'GET', path, headers, body: null, isIdempotent: true }
}
