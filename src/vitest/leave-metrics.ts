import type { ScenarioMetrics } from '../model/metrics.ts'
import type { TestTask } from './test-task.ts'

/** Puts the metrics of a run where reporters, blobs and merges find them. */
export function leaveMetrics(task: TestTask, metrics: ScenarioMetrics): void {
  const stress = (task.meta.stress ??= {})
  ;(stress.runs ??= []).push(metrics)
}
