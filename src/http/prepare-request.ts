import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import { longestMs, unknownName } from '../foundation/schema.ts'
import { expectedStatusText, isExpectedStatus } from './expected-status.ts'
import { isHeaderName, isHeaderValue } from './header-rules.ts'
import type { HttpSendOptions } from './request-options.ts'

/** A request as it is sent. */
export interface PreparedRequest {
  readonly method: string
  /** With the path of the base URL before it. */
  readonly path: string
  /** Names in lower case; the client's own object where the request adds none. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
  /** Whether sending it twice is the same as sending it once (RFC 9110, 9.2.2). */
  readonly isIdempotent: boolean
}

const known = ['headers', 'body', 'json', 'signal', 'timeoutMs', 'expectStatus', 'check']
const knownNames = new Set(known)
const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'])
/** What the connection is about is the client's business: wrong, they would break the next request. */
const reserved = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
])

/** `prefix`: the path of the base URL, without a slash at its end. Throws `InputError` with every problem. */
export function prepareRequest(
  method: unknown,
  path: unknown,
  options: HttpSendOptions,
  prefix: string,
  defaults: Readonly<Record<string, string>>,
): PreparedRequest {
  const { headers, body, json } = options
  const problems: Problem[] = []
  // An undefined that was meant to be sent must not become an empty body.
  const hasJson = 'json' in options
  for (const key in options) {
    if (!knownNames.has(key)) problems.push(unknownName(key, key, known, 'option'))
  }
  if (typeof method !== 'string' || !/^[A-Z][A-Z-]*$/.test(method) || method === 'CONNECT')
    problems.push(problem('method', 'a method in capitals, such as "GET", and not CONNECT', method))
  // Spaces and line breaks would end the request line, and what follows would be another request.
  if (typeof path !== 'string' || !/^\/[\x21\x22\x24-\x7e]*$/.test(path))
    problems.push(problem('path', 'a path that begins with "/", percent-encoded, without "#"', path))
  if (body !== undefined && hasJson) problems.push(problem('body', 'either `body` or `json`', 'both'))
  if (body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array))
    problems.push(problem('body', 'a string or a Uint8Array', body))
  checkExpectations(options, problems)
  const text = hasJson ? stringify(json, problems) : body
  const own = headers === undefined ? null : readHeaders(headers, 'headers', problems)
  if (problems.length > 0) throw new InputError('request', problems)
  const type = !hasJson ? null : { 'content-type': 'application/json' }
  return {
    method: method as string,
    path: prefix + (path as string),
    headers: own === null && type === null ? defaults : { ...type, ...defaults, ...own },
    body: text ?? null,
    isIdempotent: idempotent.has(method as string),
  }
}

/** Names in lower case. Adds to `problems` what would not be sent as it was meant. */
export function readHeaders(headers: unknown, at: string, problems: Problem[]): Record<string, string> {
  // Without a prototype: any name may come.
  const read = Object.create(null) as Record<string, string>
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) {
    problems.push(problem(at, 'an object of header names and values', headers))
    return read
  }
  for (const [given, value] of Object.entries(headers)) {
    const name = given.toLowerCase()
    const path = `${at}[${JSON.stringify(given)}]`
    if (!isHeaderName(name)) problems.push(problem(path, 'a header name', given))
    else if (reserved.has(name)) problems.push(problem(path, 'no such header: the client sets it', given))
    else if (typeof value !== 'string' || !isHeaderValue(value))
      problems.push(problem(path, 'a string without line breaks, of Latin-1 characters', value))
    else if (Object.hasOwn(read, name)) problems.push(problem(path, 'each header once', given))
    else read[name] = value
  }
  return read
}

function checkExpectations(
  { signal, timeoutMs, expectStatus, check }: HttpSendOptions,
  problems: Problem[],
): void {
  if (signal !== undefined && !(signal instanceof AbortSignal))
    problems.push(problem('signal', 'an AbortSignal', signal))
  if (timeoutMs !== undefined && !(typeof timeoutMs === 'number' && timeoutMs > 0 && timeoutMs <= longestMs))
    problems.push(problem('timeoutMs', 'a number of milliseconds above 0', timeoutMs))
  if (expectStatus !== undefined && !isExpectedStatus(expectStatus))
    problems.push(problem('expectStatus', expectedStatusText, expectStatus))
  if (check !== undefined && typeof check !== 'function') problems.push(problem('check', 'a function', check))
}

function stringify(json: unknown, problems: Problem[]): string | undefined {
  let text: string | undefined
  try {
    text = JSON.stringify(json)
  } catch {
    // Told below: it refers to itself, or holds what JSON has no way to say.
  }
  if (text === undefined) problems.push(problem('json', 'what JSON can say', json))
  return text
}

const problem = (path: string, expected: string, got: unknown): Problem => ({
  path,
  expected,
  got: renderValue(got),
})
