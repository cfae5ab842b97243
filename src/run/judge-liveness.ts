import type { CheckResult } from '../model/metrics.ts'
import type { RecoveryMetrics } from '../model/recovery.ts'

const thousands = new Intl.NumberFormat('en-US')
/** More are told one by one, below. */
const mostInSummary = 3
const mostExamples = 8

/**
 * Whether everybody who was owed something after the healing got any of it. `doubt`: why that would prove nothing, for a
 * person; null: nothing speaks against it.
 */
export function judgeLiveness(recovery: RecoveryMetrics, doubt: string | null): CheckResult {
  const { progress, until_ms, steady } = recovery
  const result = (
    verdict: CheckResult['verdict'],
    summary: string,
    examples: string[] = [],
  ): CheckResult => ({
    guarantee: 'liveness',
    verdict,
    summary,
    examples,
    proof: null,
  })
  if (doubt !== null) return result('invalid', doubt)
  if (progress === null) return result('invalid', 'the load was over before the liveness window was')
  const { from_ms, stuck, succeeded, delivered } = progress
  const time = `the ${thousands.format(Math.round(until_ms - from_ms))} ms after healing`
  if (stuck.length > 0) {
    const more = stuck.length > mostInSummary ? ` and ${stuck.length - mostInSummary} more` : ''
    const examples = more === '' ? [] : stuck.slice(0, mostExamples)
    return result('fail', `stuck in ${time}: ${stuck.slice(0, mostInSummary).join(', ')}${more}`, examples)
  }
  if (succeeded === 0) {
    const usual = `${thousands.format(Math.round(steady.p99_ms ?? 0))} ms`
    return result(
      'invalid',
      `no iteration succeeded in ${time}, and in the steady state p99 is ${usual}: nothing can be told`,
    )
  }
  const deliveries = delivered === null ? '' : `, ${thousands.format(delivered)} deliveries came`
  return result(
    'pass',
    `${thousands.format(succeeded)} iterations succeeded in ${time}${deliveries}, nobody was stuck`,
  )
}
