import type { GroupStats, ScenarioMetrics } from '../model/metrics.ts'
import { measureGroup } from '../budget/measure-group.ts'
import type { CellFilter } from '../record/cells.ts'
import type { Recording } from '../record/recording.ts'

type Sections = Pick<ScenarioMetrics, 'by_agent' | 'by_message_type' | 'agents' | 'message_types'>

/** The sections by agent and by message type. Counts are of all phases, latency is of the steady one. */
export function groupSections(recording: Recording): Sections {
  const { cells } = recording
  const agents = section(recording, cells.agents(), (agent) => ({ agent }))
  const types = section(recording, cells.messageTypes(), (messageType) => ({ messageType }))
  return {
    by_agent: agents && mapValues(agents, (group) => group.total_processed),
    by_message_type: types && mapValues(types, (group) => group.total_processed),
    agents,
    message_types: types,
  }
}

function section(
  recording: Recording,
  names: readonly string[],
  filterOf: (name: string) => CellFilter,
): Record<string, GroupStats> | null {
  if (names.length === 0) return null
  const inOrder = [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  return Object.fromEntries(inOrder.map((name) => [name, groupStats(recording, filterOf(name))]))
}

function groupStats(recording: Recording, filter: CellFilter): GroupStats {
  const cells = recording.cells.matching(filter)
  const succeeded = cells.reduce((sum, cell) => sum + cell.succeeded, 0)
  const failed = cells.reduce((sum, cell) => sum + cell.failed, 0)
  return {
    total_processed: succeeded + failed,
    success_count: succeeded,
    failure_count: failed,
    latency: measureGroup(recording, filter).response.stats(),
  }
}

function mapValues<V, W>(record: Record<string, V>, map: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
