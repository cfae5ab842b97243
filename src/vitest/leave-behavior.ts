import type { CaseResult } from '../conformance/behavior-case.ts'
import type { Problem } from '../foundation/problem.ts'

/** What a test of one case leaves for `validate-queue`: its result, or why there was no queue to judge. */
export type LeftBehavior = { result: CaseResult } | { problems: readonly Problem[] }

const key = 'queueBehavior'

/** Goes with the test to the main process; JSON-safe. */
export function leaveBehavior(task: { meta: object }, left: LeftBehavior): void {
  Object.assign(task.meta, { [key]: left })
}

/** What a test of a case left; null for any other test, and for one that never got that far. */
export function readBehavior(meta: object): LeftBehavior | null {
  return ((meta as Record<string, unknown>)[key] as LeftBehavior | undefined) ?? null
}
