import type { BudgetResult, TimelineSecond } from '../model/metrics.ts'
import type { Budgets } from '../model/scenario.ts'
import type { Recording } from '../record/recording.ts'
import { groupLimits } from './group-limits.ts'
import { judgeLimit, type Limit } from './limit.ts'
import { measureGroup } from './measure-group.ts'

/** Judges every limit. Pure. Limits on agents or types that never came are `invalid`, not passed over. */
export function evaluateBudgets(budgets: Budgets, recording: Recording): BudgetResult[] {
  const { agents, messageTypes, phases, heapPeak, rssPeak, deadLettered, ...whole } = budgets
  const limits: Limit[] = groupLimits(whole, measureGroup(recording, {}), '', worstSecond(recording.timeline))
  limits.push(...memoryLimits(heapPeak, rssPeak, recording))
  limits.push(...deadLetterLimits(deadLettered ?? deadLettersByDefault(budgets, recording), recording))
  for (const [phase, group] of entries(phases)) {
    limits.push(...groupLimits(group, measureGroup(recording, { phase }), `phases.${phase}.`, ''))
  }
  for (const [agent, group] of expand(agents, [
    ...new Set([...recording.agents, ...recording.cells.agents()]),
  ])) {
    limits.push(...groupLimits(group, measureGroup(recording, { agent }), `agents.${agent}.`, ''))
  }
  for (const [messageType, group] of expand(messageTypes, recording.cells.messageTypes())) {
    limits.push(
      ...groupLimits(group, measureGroup(recording, { messageType }), `messageTypes.${messageType}.`, ''),
    )
  }
  return limits.map((limit) => judgeLimit(limit))
}

function entries<K extends string, V>(record: { [key in K]?: V | undefined } | undefined): [K, V][] {
  return Object.entries(record ?? {}).filter(([, value]) => value !== undefined) as [K, V][]
}

/** `'*'` stands for each name that was planned or came; where none came, it stays, and finds nothing to judge by. */
function expand<V>(record: Record<string, V> | undefined, names: readonly string[]): [string, V][] {
  return entries(record).flatMap(([name, group]): [string, V][] =>
    name === '*' && names.length > 0
      ? inOrder(names).map((each): [string, V] => [each, group])
      : [[name, group]],
  )
}

function inOrder(names: readonly string[]): string[] {
  return [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

function memoryLimits(
  heapPeak: Budgets['heapPeak'],
  rssPeak: Budgets['rssPeak'],
  { memory }: Recording,
): Limit[] {
  const of = (budget: string, limit: { maxBytes: number } | undefined, actual: number | undefined): Limit[] =>
    limit
      ? [
          {
            budget,
            comparison: 'at most',
            limit: limit.maxBytes,
            unit: 'bytes',
            actual: actual ?? null,
            samples: actual === undefined ? 0 : 1,
            detail: 'sampled ten times a second',
          },
        ]
      : []
  return [
    ...of('heapPeak', heapPeak, memory?.heap_peak_bytes),
    ...of('rssPeak', rssPeak, memory?.rss_peak_bytes),
  ]
}

/** Where to look first when a latency limit was missed. */
function worstSecond(timeline: readonly TimelineSecond[]): string {
  const worst = timeline.reduce<TimelineSecond | null>(
    (best, second) => ((second.p99_ms ?? -1) > (best?.p99_ms ?? -1) ? second : best),
    null,
  )
  return worst === null || timeline.length < 2 ? '' : `worst second ${worst.second} s`
}

/** Who lets no iteration fail does not mean to lose messages after the queue has accepted them either. */
function deadLettersByDefault(
  { successRate }: Budgets,
  { deadLettered }: Recording,
): Budgets['deadLettered'] {
  return successRate?.min === 1 && deadLettered !== null ? { max: 0 } : undefined
}

function deadLetterLimits(limit: Budgets['deadLettered'], { deadLettered }: Recording): Limit[] {
  if (!limit) return []
  const samples = deadLettered === null ? 0 : 1
  const detail = 'deliveries that the queue gave up on'
  return [
    {
      budget: 'deadLettered',
      comparison: 'at most',
      limit: limit.max,
      unit: 'count',
      actual: deadLettered,
      samples,
      detail,
    },
  ]
}
