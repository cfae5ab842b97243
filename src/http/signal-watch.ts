interface Watched {
  readonly stops: Set<() => void>
  readonly listener: () => void
}

/** Calls that end when a signal aborts: one listener for all calls of a signal, which Node would else take for a leak. */
export class SignalWatch {
  readonly #watched = new WeakMap<AbortSignal, Watched>()

  /** Runs `stop` when `signal` aborts. Returns a function that ends that. */
  add(signal: AbortSignal, stop: () => void): () => void {
    const { stops, listener } = this.#watched.get(signal) ?? this.#begin(signal)
    stops.add(stop)
    return () => {
      stops.delete(stop)
      if (stops.size > 0) return
      signal.removeEventListener('abort', listener)
      this.#watched.delete(signal)
    }
  }

  #begin(signal: AbortSignal): Watched {
    const stops = new Set<() => void>()
    const listener = (): void => {
      for (const stop of stops) stop()
    }
    const watched = { stops, listener }
    this.#watched.set(signal, watched)
    signal.addEventListener('abort', listener, { once: true })
    return watched
  }
}
