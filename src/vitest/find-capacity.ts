import type { CapacityOptions } from '../config/capacity-options.ts'
import type { DeclaredMetrics } from '../config/declared-metrics.ts'
import { resolveCapacity } from '../config/resolve-capacity.ts'
import type { Problem } from '../foundation/problem.ts'
import type { CapacitySearch } from '../model/capacity-search.ts'
import { runCapacity } from '../run/run-capacity.ts'
import './augment.ts'
import { capacityResultOf, type CapacityResult } from './capacity-result.ts'
import { enterTest } from './enter-test.ts'
import { executeRun } from './execute-run.ts'
import { identifyRun } from './identify-run.ts'
import { nextNumber } from './next-number.ts'
import { readStressContext } from './read-stress-context.ts'
import type { StressTestContext } from './stress-test-types.ts'
import type { TestTask } from './test-task.ts'
import { timeLeftMs } from './time-left.ts'
import { workloadContext } from './workload-context.ts'

/**
 * Searches, inside a plain test, the highest arrival rate that keeps the budgets and guarantees: one run after the other,
 * each with a target of its own. A rate that is too high fails nothing. As with `runStress`, a verdict that is not `pass`
 * (the lowest rate was too high, the capacity is below `minCapacityPerSecond`, nothing can be told) fails the test unless
 * the test looks at it. Throws `InputError` with every problem of the options.
 */
export async function findCapacity<
  Target = undefined,
  Item = undefined,
  Setup = undefined,
  User = undefined,
  Metrics extends DeclaredMetrics = {},
>(
  options: CapacityOptions<Target, Item, Setup, User, Metrics>,
  workload: (context: StressTestContext<Target, Item, object, Setup, User, Metrics>) => unknown,
): Promise<CapacityResult> {
  const { task, runs, problems, reject } = enterTest('findCapacity', workload, { takesModule: false })
  const resolved = resolveCapacity(options, { seed: readStressContext().seed })
  if (resolved.ok) problems.push(...timeProblems(task, resolved.value))
  else problems.unshift(...resolved.problems)
  if (!resolved.ok || problems.length > 0) throw reject(problems)

  const timeLimitMs = Math.min(resolved.value.timeLimitMs, timeLeftMs(task))
  const search = { ...resolved.value, timeLimitMs }
  const { seed } = search
  const kind = 'capacity'
  const identity = identifyRun(task, { kind, seed, expectedVerdict: 'pass', number: nextNumber(task) })
  return runs.track(identity.name, async (ended) => {
    const outcome = await executeRun({
      task,
      identity,
      scenario: { ...search.scenarioAt(search.terms.minPerSecond, seed), timeLimitMs },
      testContext: workloadContext(task.context),
      signal: AbortSignal.any([task.context.signal, ended]),
      run: (request) =>
        runCapacity(search, { ...request, workload: workload as (context: object) => unknown }),
    })
    return capacityResultOf(outcome)
  })
}

/** A search that cannot come to its end is not begun. */
function timeProblems(task: TestTask, { leastMs, plannedProbes }: CapacitySearch): Problem[] {
  const leftMs = timeLeftMs(task)
  if (leastMs <= leftMs) return []
  const neededMs = Math.ceil(leastMs + task.timeout - leftMs)
  const expected = `at least ${neededMs} ms for the loads of ${plannedProbes} probes, and more for targets, hooks and drains`
  return [{ path: 'timeout of the test', expected, got: `${task.timeout}` }]
}
