import type { GateResult } from '../model/comparison-section.ts'
import type { Cause, Verdict } from '../model/verdict.ts'
import { breachedIn } from './breached-in.ts'
import type { Turn } from './turn.ts'

interface Conclusion {
  verdict: Verdict
  cause: Cause | null
  problems: string[]
}

/**
 * What a comparison came to. A run that did not keep what it must is a fact; one of which nothing can be told leaves nothing
 * to compare; then the gates: a missed one is a fact, an undecided one is not a pass.
 */
export function concludeComparison(turns: readonly Turn[], gates: readonly GateResult[]): Conclusion {
  const unsound = turns.filter(({ outcome }) => outcome.metrics.verdict !== 'pass')
  const problems = unsound.flatMap(describe)
  if (unsound.some(({ outcome }) => outcome.metrics.verdict === 'fail'))
    return { verdict: 'fail', cause: null, problems }
  if (unsound.length > 0) return { verdict: 'invalid', cause: unsound[0]!.outcome.metrics.cause, problems }
  if (gates.some(({ verdict }) => verdict === 'fail')) return { verdict: 'fail', cause: null, problems }
  const undecided = gates.filter(({ verdict }) => verdict === 'invalid')
  if (undecided.length === 0) return { verdict: 'pass', cause: null, problems }
  return {
    verdict: 'invalid',
    cause: 'undecided',
    problems: undecided.map(
      ({ metric, variant, detail }) => `${metric} of ${variant} is undecided: ${detail}`,
    ),
  }
}

function describe({ round, variant, outcome: { metrics } }: Turn): string[] {
  const place = `${round === 0 ? 'warm-up round' : `round ${round}`} of ${variant}`
  const breached = breachedIn(metrics)
  const failed = breached.length > 0 ? [`${place} did not keep ${breached.join(', ')}`] : []
  const told = metrics.problems.map((problem) => `${place}: ${problem}`)
  return failed.length + told.length > 0 ? [...failed, ...told] : [`${place} is ${metrics.verdict}`]
}
