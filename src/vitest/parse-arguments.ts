import { renderValue, type Problem } from '../foundation/problem.ts'

export type AnyWorkload = (context: object) => unknown

/** A function, or the module with it as its default export. */
export type GivenWorkload = AnyWorkload | URL

export interface StressArguments {
  options: unknown
  /** null: none was given, or something that is neither a function nor a module. */
  workload: GivenWorkload | null
  /** `stressTest(name)`: a note that the scenario is still to be written. */
  todo: boolean
  problems: Problem[]
}

/** Reads `(name)`, `(name, workload)`, `(name, workload, timeout)` and `(name, options, workload)`. */
export function parseArguments(second: unknown, third: unknown): StressArguments {
  if (second === undefined && third === undefined)
    return { options: {}, workload: null, todo: true, problems: [] }
  if (typeof second === 'function') {
    const options = third === undefined ? {} : typeof third === 'number' ? { timeout: third } : null
    if (options) return { options, workload: second as AnyWorkload, todo: false, problems: [] }
    const expected = 'options before the workload: stressTest(name, options, workload)'
    const problems = [{ path: 'options', expected, got: renderValue(third) }]
    return { options: {}, workload: second as AnyWorkload, todo: false, problems }
  }
  if (typeof third === 'function')
    return { options: second, workload: third as AnyWorkload, todo: false, problems: [] }
  if (isModule(third)) return { options: second, workload: third, todo: false, problems: [] }
  const problems = [{ path: 'workload', expected: expectedWorkload, got: renderValue(third) }]
  return { options: second, workload: null, todo: false, problems }
}

/** What a workload that is none should have been. */
export const expectedWorkload = `a function, or the URL of a module: new URL('./orders.workload.ts', import.meta.url)`

export function isModule(value: unknown): value is URL {
  return value instanceof URL && value.protocol === 'file:'
}
