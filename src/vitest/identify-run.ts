import { relative } from 'node:path'
import type { RunIdentity } from '../model/wire.ts'
import { readStressContext } from './read-stress-context.ts'
import { runIdOf } from './run-id.ts'
import type { TestTask } from './test-task.ts'

export interface RunDescription {
  kind: string
  seed: number
  expectedVerdict: 'pass' | 'fail'
  /** Which `runStress` of the test, from 1; null for a `stressTest`. */
  number: number | null
}

/** Who a run is, for the metrics and for the main process. */
export function identifyRun(
  task: TestTask,
  { kind, seed, expectedVerdict, number }: RunDescription,
): RunIdentity {
  return {
    id: runIdOf(task.id, number ?? 1),
    name: number === null ? task.fullTestName : `${task.fullTestName} #${number}`,
    file: relative(readStressContext().root, task.file.filepath).replaceAll('\\', '/'),
    project: task.file.projectName || null,
    kind,
    seed,
    expectedVerdict,
    number,
  }
}
