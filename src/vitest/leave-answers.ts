import type { Answer } from '../isolation/validation/answer.ts'

const key = 'isolationAnswers'

/** Answers of a test go with it to the main process; JSON-safe. */
export function leaveAnswers(task: { meta: object }, answers: readonly Answer[]): void {
  Object.assign(task.meta, { [key]: answers })
}

export function readAnswers(meta: object): readonly Answer[] {
  return ((meta as Record<string, unknown>)[key] as Answer[] | undefined) ?? []
}
