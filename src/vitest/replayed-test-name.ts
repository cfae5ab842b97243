import type { ReplayOrder } from '../model/scenario-case.ts'

/** Of a run inside a test, that of the test. The main process asks as well, where nothing of Vitest's tests is to be loaded. */
export function replayedTestName({ name, run }: Pick<ReplayOrder, 'name' | 'run'>): string {
  return run === null ? name : name.replace(/ #\d+$/, '')
}
