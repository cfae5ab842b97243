import type { TestModule } from 'vitest/node'
import { formatProblem, nearestName } from '../foundation/problem.ts'
import type { ScenarioMetrics } from '../model/metrics.ts'
import type { ReplayOrder } from '../model/scenario-case.ts'
import { fileOfModule } from './file-of-module.ts'
import { replayedTestName } from './replayed-test-name.ts'

/** A replay that ran nothing must not pass by it: what is to be said of it; none where the run was had again. */
export function missingReplay(
  replay: ReplayOrder | null,
  scenarios: readonly Pick<ScenarioMetrics, 'name' | 'file' | 'project'>[],
  modules: readonly TestModule[],
  root: string,
): string[] {
  if (replay === null) return []
  const isThere = scenarios.some(
    ({ name, file, project }) =>
      name === replay.name && file === replay.file && (project ?? null) === replay.project,
  )
  if (isThere) return []
  const tests = modules.flatMap((module) =>
    [...module.children.allTests()].map(({ fullName }) => ({ fullName, file: fileOfModule(module, root) })),
  )
  const inFile = tests.filter(({ file }) => file === replay.file)
  const nearest = nearestName(
    replayedTestName(replay),
    inFile.map(({ fullName }) => fullName),
  )
  const isNamed = inFile.some(({ fullName }) => fullName === replayedTestName(replay))
  const got = inFile.length === 0 ? 'a run without that file' : 'a run in which it did not run'
  const problem = {
    path: 'VITEST_STRESS_REPLAY',
    expected: `"${replay.name}" in ${replay.file} (of ${replay.of}) to run again`,
    got,
    ...(nearest === undefined || isNamed ? {} : { nearest }),
  }
  return [formatProblem(problem)]
}
