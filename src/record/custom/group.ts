import { asMistake } from '../../foundation/mistake.ts'
import { renderValue } from '../../foundation/problem.ts'
import { currentInstruments } from './instruments.ts'

/** What `group` gives back: what it was given; a promise, where that is one or resembles one. */
type Settling<T> = T extends PromiseLike<infer Value> ? Promise<Value> : T

/**
 * Times a part of an iteration: calls `work`, and returns what it returned; of a promise, the time until it settled. How
 * long each name took, and how often it failed, is in the metrics; `budgets.groups` limits it. At most 1,000 names. What
 * `work` throws is thrown; a rejection that nobody awaits is unhandled, as it is without `group`. What resembles a promise,
 * such as the query of a builder, is asked only once. One
 * that has not ended when the load has counts at its age, as failed. Throws `Error` outside of a run.
 */
export function group<T>(name: string, work: () => T): Settling<T>
export function group(name: string, work: () => unknown): unknown {
  const run = currentInstruments()
  if (run === null) throw new Error(`group("${name}") was called outside of a run`)
  if (typeof name !== 'string' || name === '')
    throw asMistake(new TypeError(`group: expected a name that is not empty, got ${renderValue(name)}`))
  if (typeof work !== 'function')
    throw asMistake(new TypeError(`group("${name}"): expected a function, got ${renderValue(work)}`))
  const open = run.groups.begin(name, run.now())
  const end = (failed: boolean): void => run.groups.end(open, run.now(), failed)
  let result: unknown
  try {
    result = work()
  } catch (error) {
    end(true)
    throw error
  }
  if (!isThenable(result)) {
    end(false)
    return result
  }
  return settle(result, end)
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

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as PromiseLike<unknown>).then === 'function'
  )
}
