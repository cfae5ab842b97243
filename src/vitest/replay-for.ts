import { relative } from 'node:path'
import type { ReplayOrder } from '../model/scenario-case.ts'
import { readStressContext } from './read-stress-context.ts'
import { replayedTestName } from './replayed-test-name.ts'
import type { TestTask } from './test-task.ts'

/** What this test is to run again. `another`: the run that is to be had again is of another test; null: nothing is. */
export function replayFor({ fullTestName, file }: TestTask): ReplayOrder | 'another' | null {
  const { replay, root } = readStressContext()
  if (replay === null) return null
  const path = relative(root, file.filepath).replaceAll('\\', '/')
  const isSame =
    replayedTestName(replay) === fullTestName &&
    path === replay.file &&
    (file.projectName || null) === replay.project
  return isSame ? replay : 'another'
}

/** Why a test does not run. */
export const notReplayed = 'another scenario is replayed (VITEST_STRESS_REPLAY)'
