import { secondTime } from '../model/second-time.ts'
import type { RunOutcome } from '../run/run-request.ts'
import type { TestTask } from './test-task.ts'

const carriedOver =
  'it came out as expected the other time (VITEST_STRESS_TWICE): something is carried over from one run to the next'

type Named = Pick<TestTask, 'name' | 'meta' | 'type'>
type Twin = Named & {
  readonly suite?: { tasks: readonly object[] }
  readonly file: { tasks: readonly object[] }
}

/** The outcome of a run of which there are two, with what can be said of it if the other one went before, and went well. */
export function tellOfTwin(outcome: RunOutcome, task: Twin, expected: 'pass' | 'fail'): RunOutcome {
  const { metrics } = outcome
  if (metrics.verdict === expected) return outcome
  const { name, suite, file } = task
  const other = name.endsWith(secondTime) ? name.slice(0, -secondTime.length) : name + secondTime
  const twin = (suite ?? file).tasks.find((each) => (each as Named).name === other) as Named | undefined
  const before = twin?.meta.stress?.runs?.[0]
  if (before?.verdict !== expected || onlySnapshots(metrics)) return outcome
  return { ...outcome, metrics: { ...metrics, problems: [...metrics.problems, carriedOver] } }
}

/** Its snapshots have another name than those of the other one: where new ones are not written, they cannot match. */
function onlySnapshots({ failures }: RunOutcome['metrics']): boolean {
  const isSnapshot = ({ example }: { example: string }): boolean =>
    /^Snapshot (`.*`|properties) mismatched/s.test(example)
  return failures !== null && failures.length > 0 && failures.every(isSnapshot)
}
