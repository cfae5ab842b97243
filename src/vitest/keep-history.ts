import { resolve } from 'node:path'
import type { Scenario } from '../model/scenario.ts'
import { renderHistory } from '../report/render-history.ts'
import { writeHistory } from '../report/write-history.ts'
import type { RunOutcome } from '../run/run-scenario.ts'
import { readStressContext } from './read-stress-context.ts'

/** Writes the history where the scenario wants it. One that cannot be written is told, and makes a pass `invalid`. */
export async function keepHistory(
  { evidence, metrics }: RunOutcome,
  { historyPath }: Scenario,
): Promise<void> {
  if (historyPath === null) return
  try {
    if (!evidence?.history) throw new Error('nothing was observed')
    await writeHistory(resolve(readStressContext().root, historyPath), renderHistory(evidence.history))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    metrics.problems = [...metrics.problems, `the history could not be written to ${historyPath}: ${reason}`]
    if (metrics.verdict === 'pass') Object.assign(metrics, { verdict: 'invalid', cause: 'error' })
  }
}
