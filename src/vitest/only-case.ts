import { afterAll, beforeEach, expect } from 'vitest'
import { onlyCaseSchema, type OnlyCase } from '../config/only-case-schema.ts'
import { InputError, renderValue, type Problem } from '../foundation/problem.ts'
import { check } from '../foundation/schema.ts'
import type { FaultEntry, ScenarioCase } from '../model/scenario-case.ts'
import { captureCallSite } from './call-site.ts'
import { pointTo } from './point-to.ts'
import type { TestTask } from './test-task.ts'

/** By test file: modules may be shared by several. */
const cases = new Map<string, { name: string; given: ScenarioCase; isRun: boolean }>()

/**
 * Of the scenarios that this file declares or imports from here on, only the one of this name runs (as it stands in the
 * metrics: suites and test joined by ` > `, for `runStress` with ` #n`), with the seed, load and faults of a case. What `shrink` writes; a file whose scenario is not
 * there fails. Throws `InputError` with every problem of its arguments.
 */
export function onlyCase(name: string, given: OnlyCase): void {
  const callSite = captureCallSite()
  const file = expect.getState().testPath
  const problems: Problem[] = []
  if (typeof name !== 'string' || name === '')
    problems.push({ path: 'name', expected: 'the full name of a test', got: renderValue(name) })
  if (file === undefined || cases.get(file)?.isRun === false)
    problems.push({ path: 'onlyCase', expected: 'one call at the top of a test file', got: 'another call' })
  const checked = check(onlyCaseSchema, given, 'case')
  if (!checked.ok) problems.push(...checked.problems)
  if (!checked.ok || file === undefined || problems.length > 0) {
    throw pointTo(new InputError('onlyCase', problems), callSite)
  }
  const { seed, faults, load } = checked.value
  const entries = faults as unknown as FaultEntry[]
  const own = { name, given: { seed, faults: entries, drawn: null, ...(load ? { load } : {}) }, isRun: false }
  cases.set(file, own)
  beforeEach(({ task, skip }) => {
    const names = [name, name.replace(/ #\d+$/, '')]
    if (!names.includes(task.fullTestName)) skip(`only "${name}" runs (onlyCase)`)
  })
  afterAll(() => {
    cases.delete(file)
    if (own.isRun) return
    const problem = { path: 'name', expected: 'a scenario that runs', got: `"${name}", which did not` }
    throw pointTo(new InputError('onlyCase', [problem]), callSite)
  })
}

/** The case that this run is to be, where there is one. `number`: which `runStress` of its test; null for a `stressTest`. */
export function caseFor({ fullTestName, file }: TestTask, number: number | null): ScenarioCase | null {
  const own = cases.get(file.filepath)
  if (own?.name !== (number === null ? fullTestName : `${fullTestName} #${number}`)) return null
  own.isRun = true
  return own.given
}
