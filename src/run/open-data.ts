import type { Clock } from '../foundation/clock.ts'
import { collectGarbage } from '../foundation/garbage.ts'
import { InputError, renderValue } from '../foundation/problem.ts'
import { seededRandom } from '../foundation/random.ts'
import { wholeIndex } from '../load/share-plan.ts'
import type { Draw } from '../model/data-source.ts'
import { agentsOfScenario, plannedIterationsOf } from '../model/scenario-plan.ts'
import type { Scenario } from '../model/scenario.ts'
import { onlyWorker } from '../model/workers.ts'
import { messageOf } from '../record/failure-reasons.ts'
import type { ProcessMonitor } from '../record/process-monitor.ts'
import { RunEndedError, unlessAborted } from './deadline.ts'
import { describeError } from './describe-error.ts'
import { disposeTarget } from './dispose-target.ts'
import type { WorkerRole } from './worker-role.ts'

export interface OpenedData {
  /** What the iteration of this index carries; null: nothing. */
  draw: ((index: number, agent: string | null) => unknown) | null
  /** It is the iteration's message, and not other data. */
  drawsMessages: boolean
  /** Throws what a draw has thrown: a driver that was at its last start anyway may not have noticed. */
  throwFailure(): void
  /** To be called once, after the load. Rejects when closing fails or hangs. */
  close(): Promise<void>
}

/** Opens the scenario's data and waits until it can be drawn from. Closes it again when that fails. */
export async function openData(
  scenario: Scenario,
  clock: Clock,
  signal: AbortSignal,
  worker: WorkerRole | null = null,
): Promise<OpenedData> {
  const { data, loads, seed } = scenario
  if (!data) return { draw: null, drawsMessages: false, throwFailure: () => {}, close: async () => {} }
  const next: unknown = data.open({
    random: seededRandom(seed).fork('data'),
    agents: worker ? worker.agents : agentsOfScenario(scenario),
    plannedIterations: worker ? worker.plannedIterations : plannedIterationsOf(scenario),
    worker: worker?.place ?? onlyWorker,
  })
  if (!isDraw(next)) {
    const expected = 'open() to return a function that draws'
    throw new InputError('data', [{ path: 'data', expected, got: renderValue(next) }])
  }
  const close = (): Promise<void> => closeData(next, clock)
  try {
    if (next.ready !== undefined) await unlessAborted(Promise.resolve(next.ready), signal)
  } catch (error) {
    await close().catch(() => {})
    throw signal.aborted ? stillReading(error) : error
  }
  let failure: { error: unknown } | null = null
  // Loads that run together draw from one source, so that no item is handed out twice: who comes first is served first.
  const shared = loads.length > 1
  let drawn = 0
  // Each worker opens the data for itself, and takes the items of the iterations that are its own: its part of them in one
  // piece, so that none is left out, or every n-th, where nobody knows how many there will be.
  const { index: first, count: every } = worker?.place ?? onlyWorker
  const before = worker?.startsBefore ?? null
  const nth = (count: number): number => (before === null ? count * every + first : before + count)
  const rule = worker?.indices.get(null)
  const own = rule ? (index: number): number => wholeIndex(rule, index) : same
  const positionOf = shared ? (): number => nth(drawn++) : own
  const note = (error: unknown): void => void (failure ??= { error })
  return {
    // Short, so that V8 makes it a part of whoever draws.
    draw(index, agent) {
      try {
        return next({ index: positionOf(index), agent })
      } catch (error) {
        note(error)
        throw error
      }
    },
    drawsMessages: data.carries === 'message',
    throwFailure() {
      if (failure) throw failure.error
    },
    close,
  }
}

/**
 * Reading a large file blocks the loop and leaves garbage. Neither is the load's: a collection in the middle of it cost
 * starts 100 ms and more.
 */
export async function leaveOpeningBehind(monitor: ProcessMonitor, clock: Clock): Promise<void> {
  collectGarbage()
  // Twice: the delay is noted by a timer, and a single turn may begin after the timers.
  await clock.yield()
  await clock.yield()
  monitor.restartDelays()
}

const same = (index: number): number => index

/** A draw is closed as a target is: by the first way it has. */
async function closeData(draw: Draw<unknown>, clock: Clock): Promise<void> {
  try {
    await disposeTarget(draw, clock)
  } catch (error) {
    throw new Error(`the data failed to close: ${describeError(error)}`, { cause: error })
  }
}

function stillReading(reason: unknown): Error {
  const text = `${messageOf(reason)}, before its data was there to begin with`
  return new RunEndedError(text, { cause: reason })
}

function isDraw(value: unknown): value is Draw<unknown> {
  return typeof value === 'function'
}
