/** What a client has counted since it was made, whatever the phase of the run. */
export interface HttpStats {
  /** Calls, also those that wait or failed. */
  readonly requests: number
  /** Answers by their status, whether it was expected or not. */
  readonly statuses: Readonly<Record<number, number>>
  /** Calls that rejected, by reason: `http 503`, `http timeout`. */
  readonly failures: Readonly<Record<string, number>>
  /** Bytes of bodies. */
  readonly bodyBytes: number
  readonly connections: {
    /** Opened in all. */
    readonly opened: number
    /** Of these: in place of one that had ended; without `keepAlive`, none. */
    readonly reconnects: number
  }
  /** Sent a second time, since the server had closed the connection while it was idle. */
  readonly retries: number
}

const statusesInAll = 1000

/** Counts what comes of requests. */
export class RequestCounts {
  requests = 0
  #bodyBytes = 0
  readonly #statuses = new Float64Array(statusesInAll)
  readonly #failures = new Map<string, number>()

  answered(status: number, bytes: number): void {
    this.#statuses[status]!++
    this.#bodyBytes += bytes
  }

  failed(reason: string): void {
    this.#failures.set(reason, (this.#failures.get(reason) ?? 0) + 1)
  }

  read(): Pick<HttpStats, 'requests' | 'statuses' | 'failures' | 'bodyBytes'> {
    const statuses = [...this.#statuses.entries()].filter(([, count]) => count > 0)
    return {
      requests: this.requests,
      statuses: Object.fromEntries(statuses),
      failures: Object.fromEntries(this.#failures),
      bodyBytes: this.#bodyBytes,
    }
  }
}
