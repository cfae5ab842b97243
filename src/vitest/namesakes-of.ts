import type { TestTask } from './test-task.ts'
import { testsOf } from './tests-of.ts'

type Suite = Pick<TestTask['file'], 'tasks'>
type Named = Pick<TestTask, 'id' | 'fullTestName' | 'meta'> & { file: Suite }

/** How many other tests of the file have the same full name and run stress in the same way; skipped ones do not count. */
export function namesakesOf(task: Named): number {
  return testsOf(task.file).filter(
    ({ id, fullTestName, mode, meta }) =>
      id !== task.id &&
      fullTestName === task.fullTestName &&
      mode !== 'skip' &&
      mode !== 'todo' &&
      isDeclared(meta) === isDeclared(task.meta),
  ).length
}

function isDeclared({ stress }: TestTask['meta']): boolean {
  return stress?.declared === true
}
