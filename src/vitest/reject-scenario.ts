import { formatProblem, InputError, type Problem } from '../foundation/problem.ts'
import { invalidMetrics } from '../run/invalid-metrics.ts'
import { tell } from './channel.ts'
import { identifyRun } from './identify-run.ts'
import { kindOf } from './kind-of.ts'
import { leaveMetrics } from './leave-metrics.ts'
import { leaveVerdict } from './leave-verdict.ts'
import { pointTo } from './point-to.ts'
import { readStressContext } from './read-stress-context.ts'
import { notReplayed, replayFor } from './replay-for.ts'
import type { DeclaredContext } from './run-declared.ts'

interface Rejection {
  options: unknown
  problems: readonly Problem[]
  expectedVerdict: 'pass' | 'fail'
  seed: number
  callSite: string | null
}

/** The body of a test whose scenario cannot be run: it fails with every problem, and says so in the metrics too. */
export function rejectScenario(rejection: Rejection): (context: DeclaredContext) => Promise<void> {
  const { options, problems, expectedVerdict, seed, callSite } = rejection
  return async (context) => {
    const { task } = context
    if (replayFor(task) === 'another') return context.skip(notReplayed)
    const identity = identifyRun(task, { kind: kindOf(options), seed, expectedVerdict, number: null })
    const metrics = invalidMetrics(identity, problems.map(formatProblem), 'error')
    leaveMetrics(task, metrics)
    await tell(readStressContext().socketPath, { type: 'end', id: identity.id, metrics })
    await leaveVerdict(task, metrics)
    throw pointTo(new InputError(`Scenario "${identity.name}"`, problems), callSite)
  }
}
