import { afterAll, beforeEach, expect } from 'vitest'
import { onlyCaseSchema, type OnlyCase } from '../config/only-case-schema.ts'
import { InputError, nearestName, renderValue, type Problem } from '../foundation/problem.ts'
import { check } from '../foundation/schema.ts'
import type { FaultEntry, ScenarioCase } from '../model/scenario-case.ts'
import { captureCallSite } from './call-site.ts'
import { pointTo } from './point-to.ts'
import { readStressContext } from './read-stress-context.ts'
import type { TestTask } from './test-task.ts'
import { testsOf } from './tests-of.ts'

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
  if (file === undefined)
    problems.push({ path: 'onlyCase', expected: 'a call in a test file', got: 'one outside' })
  const checked = check(onlyCaseSchema, given, 'case')
  if (!checked.ok) problems.push(...checked.problems)
  if (!checked.ok || file === undefined || problems.length > 0) {
    throw pointTo(new InputError('onlyCase', problems), callSite)
  }
  const { seed, faults, load } = checked.value
  const entries = faults as unknown as FaultEntry[]
  const own = { name, given: { seed, faults: entries, drawn: null, ...(load ? { load } : {}) }, isRun: false }
  cases.set(file, own)
  const names = [name, name.replace(/ #\d+$/, '')]
  let tests: TestTask[] = []
  beforeEach(({ task, skip }) => {
    if (tests.length === 0) tests = testsOf(task.file)
    if (!names.includes(task.fullTestName)) skip(`only "${name}" runs (onlyCase)`)
  })
  afterAll(() => {
    cases.delete(file)
    // One that is skipped, by itself or by a filter, says so; and a replay may be of another file.
    const isSkipped = tests.some(({ fullTestName, mode }) => names.includes(fullTestName) && mode !== 'run')
    if (own.isRun || isSkipped || tests.length === 0 || readStressContext().replay !== null) return
    const nearest = nearestName(
      name,
      tests.map(({ fullTestName }) => fullTestName),
    )
    const expected = 'the name of a scenario that runs'
    const problem = { path: 'name', expected, got: renderValue(name), ...(nearest ? { nearest } : {}) }
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
