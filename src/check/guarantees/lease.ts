import { count, milliseconds, z } from '../../foundation/schema.ts'
import type { Operation } from '../../model/history.ts'
import { defineGuarantee } from '../guarantee.ts'
import { deadLetterKey, type InboxHistory } from '../history-views.ts'
import type { HistoryReport } from '../history/checker.ts'
import { lease as checker } from '../history/lease.ts'
import { judgeHistory } from '../judge-history.ts'

const optionsSchema = z.strictObject({
  visibilityMs: milliseconds().describe('how long a lease lasts'),
  maxDeliveries: count().optional().describe('deliveries before a message becomes a dead letter'),
})

/** Clocks and timers that count whole milliseconds end a lease up to one early. That is not what anybody looks for. */
const wholeMs = 1

/** One consumer at a time, again when it fails, dead letters in the end. */
export const lease = defineGuarantee({
  name: 'lease',
  summary:
    'No message was delivered again while its lease ran or after its ack; none that failed was lost, nor tried more than `maxDeliveries` times.',
  optionsSchema,
  judgedOn: 'history',
  label: ({ visibilityMs }: z.output<typeof optionsSchema>) => `lease(${visibilityMs} ms)`,
  about: ['redelivery', 'leaseMs', 'maxDeliveries'],
  promised: ({ redelivery, leaseMs, maxDeliveries }) =>
    redelivery === 'lease' && typeof leaseMs === 'number'
      ? { visibilityMs: leaseMs, maxDeliveries: maxDeliveries ?? undefined }
      : null,
  exceeds: (options, promised) =>
    options.visibilityMs > promised.visibilityMs ||
    (options.maxDeliveries !== undefined && options.maxDeliveries !== promised.maxDeliveries),
  check(evidence, options) {
    if (evidence.place !== 'queue') {
      const summary = 'deliveries were seen, but no leases: point `observe` at the message queue itself'
      return { verdict: 'invalid', summary, examples: [], vacuous: summary }
    }
    const drained = evidence.account.drained && evidence.history?.missed === 0
    const certainMs = options.visibilityMs - Math.min(wholeMs, options.visibilityMs / 10)
    // In the unit of the recorded times, as the checker wants it.
    const given = { ...options, visibilityMs: certainMs * 1000, dlqKey: deadLetterKey, drained }
    const failure = ({ violations }: HistoryReport): string => (violations as string[]).join(', ')
    return judgeHistory(evidence, { checker, options: given, vacuous: withoutRedelivery, failure })
  },
})

function withoutRedelivery(parts: readonly InboxHistory[]): string | null {
  const operations = parts.flatMap((part) => part.operations)
  const succeeded = (f: Operation['f']): boolean =>
    operations.some((each) => each.f === f && each.outcome === 'ok')
  if (!succeeded('ack')) return 'nothing was acked'
  const delivered = new Set<unknown>()
  for (const { f, outcome, output, key } of operations) {
    if (f !== 'dequeue' || outcome !== 'ok' || key === deadLetterKey) continue
    if (delivered.has(output)) return null
    delivered.add(output)
  }
  return 'nothing was delivered a second time, so that no rule about it was put to the test'
}
