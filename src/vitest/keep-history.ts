import { join, parse, resolve } from 'node:path'
import type { Scenario } from '../model/scenario.ts'
import { secondTime } from '../model/second-time.ts'
import { renderHistory } from '../report/render-history.ts'
import { writeHistory } from '../report/write-history.ts'
import type { RunOutcome } from '../run/run-scenario.ts'
import { leaveFile } from './leave-file.ts'
import { readStressContext } from './read-stress-context.ts'

/** Writes the history where the scenario wants it. One that cannot be written is told, and makes a pass `invalid`. */
export async function keepHistory(
  { evidence, metrics, histories }: RunOutcome,
  { historyPath }: Scenario,
): Promise<void> {
  if (historyPath === null) return
  try {
    const given = resolve(readStressContext().root, historyPath)
    const path = metrics.name.endsWith(secondTime) ? pathOf(given, 'second-time') : given
    const files = histories
      ? [...histories].map(([variant, history]) => ({ path: pathOf(path, variant), history }))
      : evidence?.history
        ? [{ path, history: evidence.history }]
        : []
    if (files.length === 0) throw new Error('nothing was observed')
    for (const { path: to, history } of files)
      await leaveFile(to, (at) => writeHistory(at, renderHistory(history)))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    metrics.problems = [...metrics.problems, `the history could not be written to ${historyPath}: ${reason}`]
    if (metrics.verdict === 'pass') Object.assign(metrics, { verdict: 'invalid', cause: 'error' })
  }
}

/** Beside it: `logs/run.jsonl` of variant `b` is `logs/run.b.jsonl`. */
function pathOf(path: string, variant: string): string {
  const { dir, name, ext } = parse(path)
  return join(dir, `${name}.${encodeURIComponent(variant)}${ext}`)
}
