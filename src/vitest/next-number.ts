import type { TestTask } from './test-task.ts'

/** Which run of its test the next one is, from 1. */
export function nextNumber(task: TestTask): number {
  return (task.meta.stress?.runs?.length ?? 0) + 1
}
