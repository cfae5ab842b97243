import type { ProcessMonitor } from '../record/process-monitor.ts'
import type { RunRecords } from '../record/run-records.ts'

/**
 * To be called before something that holds the generator's thread on purpose, such as a fault of the runtime. Until what it
 * returns is called, and a second longer, the generator is not judged. `elapsedMs`: since the loads began.
 */
export function leaveUnjudged(
  { unjudged }: Pick<RunRecords, 'unjudged'>,
  monitor: ProcessMonitor | null,
  elapsedMs: () => number,
): () => void {
  const end = unjudged.open(elapsedMs())
  const resume = monitor?.suspendDelays()
  return () => {
    end(elapsedMs())
    resume?.()
  }
}
