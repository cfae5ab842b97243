import { renderValue } from '../../foundation/problem.ts'
import { currentInstruments, type Instruments } from './instruments.ts'

/** What `group` gives back: what it was given; a promise, where that is one or resembles one. */
type Settling<T> = T extends PromiseLike<infer Value> ? Promise<Value> : T

/**
 * Times a part of an iteration: calls `work`, and returns what it returned; of a promise, the time until it settled. How
 * long each name took, and how often it failed, is in the metrics; `budgets.groups` limits it. At most 1,000 names. What
 * `work` throws is thrown; a rejection that nobody awaits is unhandled, as it is without `group`. What resembles a promise,
 * such as the query of a builder, is asked only once. Throws `Error` outside of a run.
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
  return settle(result, (failed) => note(run, name, start, failed))
}

async function settle(work: PromiseLike<unknown>, done: (failed: boolean) => void): Promise<unknown> {
  try {
    const value = await work
    done(false)
    return value
  } catch (error) {
    done(true)
    throw error
  }
}

/** What began in the warm-up is no sample of the steady phase. */
function note(run: Instruments, name: string, start: number, failed: boolean): void {
  if (start >= run.sinceMs) run.groups.record(name, run.now() - start, failed)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as PromiseLike<unknown>).then === 'function'
  )
}
