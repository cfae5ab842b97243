import type { ScenarioMetrics } from '../model/metrics.ts'
import type { Verdict } from '../model/verdict.ts'
import { renderFailure } from '../report/render-failure.ts'
import { captureCallSite } from './call-site.ts'
import { pointTo } from './point-to.ts'
import { StressFailure } from './stress-failure.ts'

export interface MatcherResult {
  pass: boolean
  message: () => string
}

/** Points an error to the line that called the matcher; it would have none, or show our own files. */
export function atMatcher<E extends Error>(error: E): E {
  return pointTo(error, captureCallSite())
}

/** What a matcher says of `results`. One that cannot be told, or none at all, fails the matcher and its `.not` alike. */
export function concludeMatcher(
  metrics: ScenarioMetrics,
  results: readonly { verdict: Verdict }[],
  held: string,
): MatcherResult {
  const { name } = metrics
  if (results.length === 0) {
    throw atMatcher(
      new StressFailure(`Scenario "${name}" has nothing to judge: none were declared or given.`),
    )
  }
  if (results.some(({ verdict }) => verdict === 'invalid')) {
    throw atMatcher(
      new StressFailure(renderFailure({ ...metrics, verdict: 'invalid', cause: 'no-evidence' })),
    )
  }
  const pass = results.every(({ verdict }) => verdict === 'pass')
  const message = (): string =>
    pass
      ? `Scenario "${name}": ${held}, though expected not to be.`
      : renderFailure({ ...metrics, verdict: 'fail', cause: null })
  return { pass, message }
}
