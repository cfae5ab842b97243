import { realClock } from '../../foundation/clock.ts'

/** `sleep` leaves the core to others, as a thread that waits for a lock does; `busy` burns it, as a long computation does. */
export const stallWays = ['sleep', 'busy'] as const
export type StallWay = (typeof stallWays)[number]

/** Blocks this thread for `stallMs` of real time. Returns how long it was in fact, in milliseconds; never less. */
export function stallEventLoop(stallMs: number, way: StallWay): number {
  const startMs = realClock.now()
  const leftMs = (): number => stallMs - (realClock.now() - startMs)
  if (way === 'busy') while (leftMs() > 0);
  else waitUntil(leftMs)
  return realClock.now() - startMs
}

function waitUntil(leftMs: () => number): void {
  // Nobody else has it, so nobody can end the wait; it may still end a hair too soon.
  const cell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  for (let left = leftMs(); left > 0; left = leftMs()) Atomics.wait(cell, 0, 0, left)
}
