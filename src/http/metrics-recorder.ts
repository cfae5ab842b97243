import type { Counter } from '../record/custom/counter.ts'
import type { HttpMetrics } from './http-metrics.ts'
import type { HttpTimings } from './http-response.ts'

/** Records what comes of requests in the metrics of a scenario. */
export class MetricsRecorder {
  readonly #metrics: HttpMetrics
  readonly #classes: readonly (Counter | undefined)[]
  readonly #statuses: ReadonlyMap<number, Counter>

  constructor(metrics: HttpMetrics) {
    this.#metrics = metrics
    const { http2xx, http3xx, http4xx, http5xx } = metrics
    this.#classes = [undefined, undefined, http2xx, http3xx, http4xx, http5xx]
    this.#statuses = new Map(
      Object.entries(metrics).flatMap(([name, metric]) => {
        const [, status] = /^http(\d{3})$/.exec(name) ?? []
        return status === undefined ? [] : [[Number(status), metric as Counter] as const]
      }),
    )
  }

  answered(status: number): void {
    this.#classes[Math.floor(status / 100)]?.add()
    this.#statuses.get(status)?.add()
  }

  timed({ queuedMs, connectMs, firstByteMs, endMs }: HttpTimings): void {
    this.#metrics.httpQueued.record(inThousandths(queuedMs))
    if (connectMs > 0) this.#metrics.httpConnect.record(inThousandths(connectMs))
    this.#metrics.httpFirstByte.record(inThousandths(firstByteMs))
    this.#metrics.httpEnd.record(inThousandths(endMs))
  }

  ended(failed: boolean): void {
    this.#metrics.httpFailed.add(failed)
  }

  reconnected(): void {
    this.#metrics.httpReconnects.add()
  }

  retried(): void {
    this.#metrics.httpRetries.add()
  }
}

/** Trends take 0, or a thousandth and more. */
const inThousandths = (ms: number): number => Math.round(ms * 1000) / 1000
