import { log } from '../../../src/check/history/log.ts'
import { pairOperations } from '../../../src/check/history/pair-operations.ts'
import type { VirtualClock } from '../../../src/foundation/virtual-clock.ts'
import type { Judged } from './judgement.ts'
import type { Given, LogMiniature } from './miniature.ts'

/** Has a log written on virtual time, and judged by the rules of logs. */
export async function judgeLog(miniature: LogMiniature, given: Given, clock: VirtualClock): Promise<Judged> {
  const events = await clock.run(miniature.play(given))
  const operations = pairOperations(events)
  const report = log.check(operations, {})
  const delivered = operations.filter(({ f, output }) => f === 'dequeue' && output !== null).length
  if (!report.proof) return { verdict: report.verdict, violations: {}, told: {}, delivered }
  const { sentence, messages } = report.proof
  const examples = messages.map(({ value }) => String(value))
  const told = { log: { sentence, examples, hasProof: true } }
  return {
    verdict: report.verdict,
    violations: { log: Object.keys(report['errors'] as object).sort() },
    told,
    delivered,
  }
}
