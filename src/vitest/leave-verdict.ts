import type { ScenarioMetrics } from '../model/metrics.ts'
import { renderVerdictLine } from '../report/render-verdict-line.ts'
import type { TestTask } from './test-task.ts'

/**
 * Leaves the verdict of a run as an annotation of its test: `junit` makes a property of it, `verbose` a line. Without a place in
 * the test file, or GitHub would show a notice for every scenario that passes.
 */
export async function leaveVerdict({ context }: TestTask, metrics: ScenarioMetrics): Promise<void> {
  const line = renderVerdictLine(metrics)
  try {
    await withoutStack(() => context.annotate(line, 'stress'))
  } catch {
    // A test that is over takes none, and its error says more than this line.
  }
}

/** Vitest reads the place from the stack of the call, before it waits for anything. */
function withoutStack<T>(call: () => T): T {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    return call()
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}
