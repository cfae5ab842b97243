import type { GroupStats, ScenarioMetrics } from '../model/metrics.ts'
import { measureGroup, type GroupFilter } from '../budget/measure-group.ts'
import { namesSeen, type Recording } from '../record/recording.ts'

type Sections = Pick<ScenarioMetrics, 'by_agent' | 'by_message_type' | 'agents' | 'message_types' | 'tags'>

/** The sections by agent, by message type and by tag. Counts are of all phases, latency is of the steady one. */
export function groupSections(recording: Recording): Sections {
  const agents = section(recording, namesSeen(recording, 'agents'), (agent) => ({ agent }))
  const types = section(recording, namesSeen(recording, 'messageTypes'), (messageType) => ({ messageType }))
  return {
    by_agent: agents && mapValues(agents, (group) => group.total_processed),
    by_message_type: types && mapValues(types, (group) => group.total_processed),
    agents,
    message_types: types,
    tags: section(recording, namesSeen(recording, 'tags'), (tag) => ({ tag })),
  }
}

function section(
  recording: Recording,
  names: readonly string[],
  filterOf: (name: string) => GroupFilter,
): Record<string, GroupStats> | null {
  if (names.length === 0) return null
  const inOrder = [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  return Object.fromEntries(inOrder.map((name) => [name, groupStats(recording, filterOf(name))]))
}

function groupStats(recording: Recording, filter: GroupFilter): GroupStats {
  const steady = measureGroup(recording, { ...filter, phase: 'steady' })
  const warmup = measureGroup(recording, { ...filter, phase: 'warmup' })
  const succeeded = steady.succeeded + warmup.succeeded
  const failed = steady.failed + warmup.failed
  return {
    total_processed: succeeded + failed,
    success_count: succeeded,
    failure_count: failed,
    latency: steady.response.stats(),
  }
}

function mapValues<V, W>(record: Record<string, V>, map: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
