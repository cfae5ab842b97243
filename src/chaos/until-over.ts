import { isThenable } from '../foundation/is-thenable.ts'

/** What `work` returns; `end` is called once, when that is over: thrown, returned, or settled. */
export function untilOver(work: () => unknown, end: () => void): unknown {
  let result: unknown
  try {
    result = work()
  } catch (error) {
    end()
    throw error
  }
  if (isThenable(result)) result.then(end, end)
  else end()
  return result
}
