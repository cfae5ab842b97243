import { shortestWaitMs } from './driver.ts'
import type { Engine } from './engine.ts'
import type { UserStep } from './user-steps.ts'

/**
 * Tells `change` how many virtual users there are to be, never before its time; where the event loop was late, only the
 * newest number. Returns a function that ends this.
 */
export function followSteps(
  steps: Iterator<UserStep, void>,
  engine: Engine,
  change: (users: number) => void,
): () => void {
  let next = steps.next()
  let cancel = (): void => {}
  const advance = (): void => {
    const nowMs = engine.elapsedMs()
    let users: number | null = null
    for (; !next.done && next.value.atMs <= nowMs; next = steps.next()) users = next.value.users
    if (!next.done) cancel = engine.clock.after(Math.max(next.value.atMs - nowMs, shortestWaitMs), advance)
    if (users !== null) change(users)
  }
  advance()
  return () => cancel()
}
