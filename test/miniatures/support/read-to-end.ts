import { sleep, type Clock } from '../../../src/foundation/clock.ts'
import type { HistoryRecorder } from './history-recorder.ts'

interface Reading {
  clock: Clock
  recorder: HistoryRecorder
  /** Milliseconds between two polls. */
  everyMs: number
  /** The first entry that can be read, from an offset on. */
  next: (from: number) => { value: string; offset: number } | undefined
}

/** One consumer that polls a log in order while `writing` goes on, and then until nothing is left. */
export async function readToEnd(
  { clock, recorder, everyMs, next }: Reading,
  writing: Promise<unknown>,
): Promise<void> {
  const state = { isWritten: false, from: 0 }
  void writing.then(() => (state.isWritten = true))
  for (;;) {
    await sleep(clock, everyMs)
    const { isWritten } = state
    const found = next(state.from)
    if (found === undefined && isWritten) return
    if (found === undefined) continue
    recorder.begin('consumer', 'dequeue', null)('ok', found)
    state.from = found.offset + 1
  }
}
