import type { Scenario } from '../model/scenario.ts'
import type { Observation } from '../observe/observe.ts'
import type { Instruments } from '../record/custom/instruments.ts'

/** What the observer of a queue knows of a message that was taken from it, for as long as the message is there. */
const bytesOfTaken = 200

/** What is recorded of a run beside its loads; for `HeapRounds`. */
export function recordedOf(
  observation: Observation | null,
  instruments: Instruments,
  { metrics, data }: Pick<Scenario, 'metrics' | 'data'>,
): { own: readonly unknown[]; ownBytesEach: number } {
  const { ledger, log, held, place } = observation ?? {}
  // Data that was there before the run stays there. It hangs on the messages themselves, where it cannot be counted.
  const ownBytesEach = place === 'queue' && data?.carries === 'data' ? bytesOfTaken : 0
  return { own: [ledger, log, held, instruments, metrics], ownBytesEach }
}
