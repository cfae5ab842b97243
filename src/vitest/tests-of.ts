import type { TestTask } from './test-task.ts'

/** All tests of a file, those in suites too. */
export function testsOf({ tasks }: Pick<TestTask['file'], 'tasks'>): TestTask[] {
  return tasks.flatMap((each) => (each.type === 'suite' ? testsOf(each) : [each]))
}
