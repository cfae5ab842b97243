import { renderValue } from '../../foundation/problem.ts'
import { currentInstruments, type Instruments } from './instruments.ts'

/** What `group` gives back: what it was given, but for what merely resembles a promise. */
type Settling<T> = T extends Promise<unknown> ? T : T extends PromiseLike<infer Value> ? Promise<Value> : T

/**
 * Times a part of an iteration: calls `work`, and returns what it returned; of a promise, the time until it settled. How
 * long each name took, and how often it failed, is in the metrics; `budgets.groups` limits it. At most 1,000 names. What
 * `work` throws is thrown. Something else with a `then`, such as the query of a builder, is awaited once, and a promise of
 * what it came to is returned: many start anew with each `then`. Throws `Error` outside of a run.
 */
export function group<T>(name: string, work: () => T): Settling<T>
export function group(name: string, work: () => unknown): unknown {
  const run = currentInstruments()
  if (run === null) throw new Error(`group("${name}") was called outside of a run`)
  if (typeof name !== 'string' || name === '')
    throw new TypeError(`group: expected a name that is not empty, got ${renderValue(name)}`)
  if (typeof work !== 'function')
    throw new TypeError(`group("${name}"): expected a function, got ${renderValue(work)}`)
  const start = run.now()
  let result: unknown
  try {
    result = work()
  } catch (error) {
    note(run, name, start, true)
    throw error
  }
  if (!isThenable(result)) {
    note(run, name, start, false)
    return result
  }
  // The very promise is handed on: a second one would make an unhandled rejection of a handled one.
  const settling = result instanceof Promise ? result : Promise.resolve(result)
  settling.then(
    () => note(run, name, start, false),
    () => note(run, name, start, true),
  )
  return settling
}

function note(run: Instruments, name: string, start: number, failed: boolean): void {
  run.groups.record(name, run.now() - start, failed)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as PromiseLike<unknown>).then === 'function'
  )
}
