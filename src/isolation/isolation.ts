import type { Coverage } from '../model/isolation-metrics.ts'
import type { AttemptLog } from './attempt-log.ts'
import type { Policy } from './policy.ts'

/** What is known of isolation in this process or thread. */
export interface Isolation {
  /** What is in force now; the guards read it at each call. */
  readonly policy: { -readonly [Name in keyof Policy]: Policy[Name] }
  readonly log: AttemptLog
  /** How each surface is watched. */
  readonly surfaces: Record<string, Coverage>
}

// Registered, and on `process`: what `--require` loads and what Vitest loads may be two copies of a module, in two contexts.
const key = Symbol.for('vitest-stress.isolation')

/** Of this process or thread; null: nothing is guarded here. */
export function currentIsolation(): Isolation | null {
  return (process as { [key]?: Isolation })[key] ?? null
}

export function keepIsolation(isolation: Isolation): void {
  Object.defineProperty(process, key, { value: isolation })
}
