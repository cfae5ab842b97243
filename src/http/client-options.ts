import { realClock, type Clock } from '../foundation/clock.ts'
import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import { check, count, custom, milliseconds, oneOf, wholeFromZero, z } from '../foundation/schema.ts'
import { Trend } from '../record/custom/trend.ts'
import { expectedStatusSchema } from './expected-status.ts'
import type { HttpMetrics } from './http-metrics.ts'
import type { HttpResponse } from './http-response.ts'
import { readHeaders } from './prepare-request.ts'
import type { ExpectedStatus } from './request-options.ts'

/** What a client may be told. */
export interface HttpClientOptions {
  /** `http:` or `https:`; a path in it comes before the path of each request. */
  baseUrl: string | URL
  /** The most connections at a time; requests beyond wait in turn. @default 256 */
  connections?: number | undefined
  /** From the call to the last byte of the answer, waiting for a connection included. @default 30_000 */
  timeoutMs?: number | undefined
  /** Sent with each request. */
  headers?: Readonly<Record<string, string>> | undefined
  /** Which statuses are a success; any other rejects, with the reason `http <status>`. @default '2xx' */
  expectStatus?: ExpectedStatus | undefined
  /** Whether an answer of an expected status is right; false rejects, with the reason `http check`. */
  check?: ((response: HttpResponse) => boolean) | undefined
  /** How many redirects are followed, to the same origin only; one beyond is an answer as any other. @default 0 */
  redirects?: number | undefined
  /** false: each request has a connection of its own. @default true */
  keepAlive?: boolean | undefined
  /** A connection that was idle for longer is not used again: many servers close them after 5 s. @default 4_000 */
  maxIdleMs?: number | undefined
  /** Whether to send again, once, what may be sent twice and found its idle connection closed. @default true */
  retryStale?: boolean | undefined
  /** @default 65_536 */
  maxHeadBytes?: number | undefined
  /** @default 67_108_864 */
  maxBodyBytes?: number | undefined
  /** `direct`: sockets of our own, for `http:` only, and the fastest. `undici`: the package of that name. @default 'auto': `undici` for `https:` or where `tls` or `dispatcher` is given, else `direct` */
  transport?: 'auto' | 'direct' | 'undici' | undefined
  /** Options of `tls.connect` for `https:`, such as `{ ca }` or `{ rejectUnauthorized: false }`. */
  tls?: Readonly<Record<string, unknown>> | undefined
  /** A dispatcher of undici to send all with, such as a `ProxyAgent`; who made it closes it. */
  dispatcher?: HttpDispatcher | undefined
  /** Where to record: what `httpMetrics()` made, and the scenario names in its `metrics`. */
  metrics?: HttpMetrics | undefined
  /** For timings and timeouts. @default the process's own */
  clock?: Clock | undefined
}

/** Any dispatcher of undici. */
export interface HttpDispatcher {
  dispatch(options: never, handler: never): boolean
}

type WithDefault = Exclude<
  keyof HttpClientOptions,
  'baseUrl' | 'transport' | 'check' | 'tls' | 'dispatcher' | 'metrics'
>

/** Options as they apply. */
export type ClientSettings = {
  readonly [Name in WithDefault]: Exclude<HttpClientOptions[Name], undefined>
} & {
  readonly url: URL
  readonly transport: 'direct' | 'undici'
  readonly check: HttpClientOptions['check']
  readonly tls: HttpClientOptions['tls']
  readonly dispatcher: HttpClientOptions['dispatcher']
  readonly metrics: HttpMetrics | undefined
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const hasMethods = (value: unknown, names: readonly string[]): boolean =>
  isObject(value) && names.every((name) => typeof Reflect.get(value, name) === 'function')
const truth = () => z.boolean({ error: 'true or false' })

const baseUrlText = 'a URL of http: or https:, without user, "?" and "#"'
const schema = z.strictObject({
  baseUrl: custom<string | URL>(baseUrlText, (value) => parseUrl(value) !== null),
  connections: count().default(256),
  timeoutMs: milliseconds().default(30_000),
  headers: custom<Readonly<Record<string, string>>>('an object of header names and values', isObject).default(
    {},
  ),
  expectStatus: expectedStatusSchema.default('2xx'),
  check: custom<HttpClientOptions['check']>(
    'a function',
    (value) => value === undefined || typeof value === 'function',
  ).optional(),
  redirects: wholeFromZero().default(0),
  keepAlive: truth().default(true),
  maxIdleMs: milliseconds().default(4_000),
  retryStale: truth().default(true),
  maxHeadBytes: count().default(65_536),
  maxBodyBytes: count().default(67_108_864),
  transport: oneOf(['auto', 'direct', 'undici']).default('auto'),
  tls: custom<Readonly<Record<string, unknown>>>('an object of options of tls.connect', isObject).optional(),
  dispatcher: custom<HttpDispatcher>('a dispatcher of undici', (value) =>
    hasMethods(value, ['dispatch']),
  ).optional(),
  metrics: custom<HttpMetrics>(
    'what httpMetrics() made',
    (value) => isObject(value) && Reflect.get(value, 'httpEnd') instanceof Trend,
  ).optional(),
  clock: custom<Clock>('a clock', (value) => hasMethods(value, ['now', 'after', 'yield'])).default(
    () => realClock,
  ),
})

/** Throws `InputError` with every problem. */
export function resolveClientOptions(options: unknown): ClientSettings {
  const checked = check(schema, options, '')
  const problems = checked.ok ? [] : checked.problems
  const given: object = isObject(options) ? options : {}
  const headers = Reflect.get(given, 'headers') as unknown
  const read = isObject(headers) ? readHeaders(headers, 'headers', problems) : {}
  problems.push(...contradictions(given))
  if (problems.length > 0 || !checked.ok) throw new InputError('httpClient', problems)
  const { baseUrl, transport, ...rest } = checked.value
  const url = parseUrl(baseUrl)!
  const needsUndici = url.protocol === 'https:' || rest.tls !== undefined || rest.dispatcher !== undefined
  return {
    ...rest,
    url,
    transport: transport === 'auto' ? (needsUndici ? 'undici' : 'direct') : transport,
    headers: read,
    check: rest.check,
    tls: rest.tls,
    dispatcher: rest.dispatcher,
    metrics: rest.metrics,
  }
}

function parseUrl(value: unknown): URL | null {
  if (typeof value !== 'string' && !(value instanceof URL)) return null
  const url = URL.canParse(String(value)) ? new URL(value) : null
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  return url.username + url.password + url.search + url.hash === '' ? url : null
}

/** What is right by itself and cannot be together. */
function contradictions(given: object): Problem[] {
  const at = (name: string): unknown => Reflect.get(given, name)
  const isHttps = parseUrl(at('baseUrl'))?.protocol === 'https:'
  const problems: Problem[] = []
  if (at('transport') === 'direct') {
    if (isHttps)
      problems.push({
        path: 'transport',
        expected: '"undici" for https:',
        got: '"direct"',
        nearest: 'undici',
      })
    for (const name of ['tls', 'dispatcher'] as const) {
      if (at(name) !== undefined)
        problems.push({
          path: name,
          expected: 'nothing where `transport` is "direct"',
          got: renderValue(at(name)),
        })
    }
  }
  if (at('tls') !== undefined && at('dispatcher') !== undefined)
    problems.push({
      path: 'tls',
      expected: 'nothing beside `dispatcher`, which has its own',
      got: renderValue(at('tls')),
    })
  return problems
}
