import type { BudgetResult, TimelineSecond } from '../model/metrics.ts'
import type { Budgets, LoadBudgets, RunBudgets } from '../model/scenario.ts'
import { namesSeen, type Recording } from '../record/recording.ts'
import { customLimits } from './custom-limits.ts'
import { groupLimits } from './group-limits.ts'
import { judgeLimit, type Limit } from './limit.ts'
import { measureGroup, type GroupFilter } from './measure-group.ts'
import { pacedMeasure } from './paced-measure.ts'
import { recoveryLimits } from './recovery-limits.ts'
import { tenantLimits } from './tenant-limits.ts'
import { windowLimits } from './window-limits.ts'

/** Judges every limit. Pure. Limits on agents or types that never came are `invalid`, not passed over. */
export function evaluateBudgets(budgets: RunBudgets, recording: Recording): BudgetResult[] {
  const { agents, messageTypes, loads, tags, phases, heapPeak, rssPeak, deadLettered } = budgets
  const limits: Limit[] = groupLimits(
    budgets,
    budgets.throughputIsPace ? pacedMeasure(recording) : measureGroup(recording, {}),
    '',
    worstSecond(recording.timeline),
  )
  limits.push(...recoveryLimits(budgets.recoveryTime, recording))
  limits.push(...memoryLimits(heapPeak, rssPeak, recording))
  limits.push(...deadLetterLimits(deadLettered ?? deadLettersByDefault(budgets, recording), recording))
  for (const [phase, group] of entries(phases)) {
    limits.push(...groupLimits(group, measureGroup(recording, { phase }), `phases.${phase}.`, ''))
  }
  const parts = [
    ...named('agents', agents, [...recording.agents, ...namesSeen(recording, 'agents')], (agent) => ({
      agent,
    })),
    ...named('messageTypes', messageTypes, namesSeen(recording, 'messageTypes'), (messageType) => ({
      messageType,
    })),
    ...named(
      'loads',
      loads,
      recording.loads.flatMap(({ name }) => name ?? []),
      (load) => ({ load }),
    ),
    ...named('tags', tags, namesSeen(recording, 'tags'), (tag) => ({ tag })),
  ]
  for (const { prefix, filter, group } of parts)
    limits.push(...groupLimits(group, measureGroup(recording, filter), prefix, ''))
  limits.push(...tenantLimits(budgets.tenants, recording))
  limits.push(...customLimits(budgets, recording), ...windowLimits(budgets.windows ?? [], recording))
  return limits.map((limit) => judgeLimit(limit))
}

function entries<K extends string, V>(record: { [key in K]?: V | undefined } | undefined): [K, V][] {
  return Object.entries(record ?? {}).filter(([, value]) => value !== undefined) as [K, V][]
}

/** The parts of one kind that have limits of their own. */
function named(
  kind: string,
  budgets: Record<string, LoadBudgets> | undefined,
  names: readonly string[],
  filterOf: (name: string) => GroupFilter,
): { prefix: string; filter: GroupFilter; group: LoadBudgets }[] {
  return expand(budgets, [...new Set(names)]).map(([name, group]) => ({
    prefix: `${kind}.${name}.`,
    filter: filterOf(name),
    group,
  }))
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
