/** A load under way. */
export interface Driver {
  /** Settles when no further iteration will start. Rejects when data could not be drawn. */
  readonly allStarted: Promise<void>
  /** Ends the starting now; planned starts that are still waiting are dropped. */
  stop(): void
}

/** How long a driver may keep the event loop to itself. Timers and I/O, the target's included, wait that long. */
export const sliceMs = 10

/** Floating-point time may fall a hair short of its goal; a shorter wait than this could last for ever. */
export const shortestWaitMs = 0.001
