import { InputError } from '../foundation/problem.ts'
import { check, custom, z } from '../foundation/schema.ts'
import { counter, type Counter } from '../record/custom/counter.ts'
import { rate, type Rate } from '../record/custom/rate.ts'
import { trend, type Trend } from '../record/custom/trend.ts'

/** What a client records for the scenario; times in milliseconds. */
export interface HttpMetrics {
  /** Requests that rejected: no answer, another status than expected, a check. */
  readonly httpFailed: Rate
  readonly http2xx: Counter
  readonly http3xx: Counter
  readonly http4xx: Counter
  readonly http5xx: Counter
  /** Connections opened in place of one that had ended. */
  readonly httpReconnects: Counter
  /** Requests sent a second time, on a connection that the server had closed while it was idle. */
  readonly httpRetries: Counter
  /** Waiting for a free connection. */
  readonly httpQueued: Trend
  /** Connecting, where a request had to. */
  readonly httpConnect: Trend
  /** From the call to the first byte of the answer. */
  readonly httpFirstByte: Trend
  /** From the call to the last byte of the answer. */
  readonly httpEnd: Trend
}

const optionsSchema = z.strictObject({
  statuses: z
    .array(
      custom<number>('a status from 200 to 999', (value) => {
        return Number.isInteger(value) && (value as number) >= 200 && (value as number) <= 999
      }),
      { error: 'a list of statuses' },
    )
    .optional(),
})

/**
 * Metrics of a scenario that an HTTP client records: name them in `metrics` (`metrics: { ...http }`), and give them to the
 * client (`metrics: http`). `statuses`: those that have a counter of their own, `http429`, beside the one of their class.
 * Throws `InputError`.
 */
export function httpMetrics<const Status extends number = never>(
  options: { statuses?: readonly Status[] } = {},
): HttpMetrics & { readonly [name in `http${Status}`]: Counter } {
  const checked = check(optionsSchema, options, '')
  if (!checked.ok) throw new InputError('httpMetrics', checked.problems)
  const own = (checked.value.statuses ?? []).map((status) => [`http${status}`, counter()] as const)
  const metrics: HttpMetrics = {
    httpFailed: rate(),
    http2xx: counter(),
    http3xx: counter(),
    http4xx: counter(),
    http5xx: counter(),
    httpReconnects: counter(),
    httpRetries: counter(),
    httpQueued: trend({ unit: 'ms' }),
    httpConnect: trend({ unit: 'ms' }),
    httpFirstByte: trend({ unit: 'ms' }),
    httpEnd: trend({ unit: 'ms' }),
  }
  return { ...metrics, ...Object.fromEntries(own) } as ReturnType<typeof httpMetrics<Status>>
}
