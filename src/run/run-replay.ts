import type { ReplayOrder } from '../model/scenario-case.ts'
import type { RunOutcome, RunRequest } from './run-request.ts'
import { runTwice } from './run-twice.ts'

/**
 * Runs what another run was, once where that is exact, otherwise several times: the outcome is that of the first run that
 * failed, with how many did. The scenario's time is that of all of them.
 */
export async function runReplay(
  request: RunRequest,
  order: ReplayOrder,
  run: (request: RunRequest) => Promise<RunOutcome> = runTwice,
): Promise<RunOutcome> {
  const { scenario } = request
  const runs = replayRunsOf(scenario, order)
  const each = { ...request, scenario: { ...scenario, timeLimitMs: scenario.timeLimitMs / runs } }
  // One that was stopped before it began says so itself.
  const outcomes = [await run(each)]
  while (outcomes.length < runs && request.signal?.aborted !== true) outcomes.push(await run(each))
  const failed = outcomes.filter(({ metrics }) => metrics.verdict === 'fail')
  const { metrics, ...rest } =
    failed[0] ?? outcomes.find((outcome) => outcome.metrics.verdict !== 'pass') ?? outcomes[0]!
  const known = metrics.reproduction ?? { history_hash: null, second_run: null, shrunk: null }
  const hasHashes = known.history_hash !== null && order.historyHash !== null
  const replay = {
    of: order.of,
    runs: outcomes.length,
    failed: failed.length,
    same_history: hasHashes ? known.history_hash === order.historyHash : null,
  }
  request.onNote?.(noteOf(replay))
  return { ...rest, metrics: { ...metrics, reproduction: { ...known, replay } } }
}

/** In virtual time, nothing could come out differently. */
export function replayRunsOf(
  { virtualLimitMs }: Pick<RunRequest['scenario'], 'virtualLimitMs'>,
  order: Pick<ReplayOrder, 'runs'>,
): number {
  return virtualLimitMs === null ? order.runs : 1
}

interface Replayed {
  of: string
  runs: number
  failed: number
  same_history: boolean | null
}

function noteOf({ of, runs, failed, same_history: same }: Replayed): string {
  const histories = {
    true: ', with the same history',
    false: ', with another history than was recorded: something is not as it was',
    null: '',
  }
  return `replay of ${of}: ${failed} of ${runs} ${runs === 1 ? 'run' : 'runs'} failed${histories[`${same}`]}`
}
