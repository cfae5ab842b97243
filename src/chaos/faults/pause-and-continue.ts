import { defineFault } from '../fault.ts'
import type { ManagedProcess } from '../process/managed-process.ts'
import { processPoint } from '../process/process-point.ts'

export const pauseAndContinue = defineFault({
  kind: 'pause-and-continue',
  summary: 'Stops a process and all that it has started where they stand (SIGSTOP), until healed (SIGCONT).',
  layer: 'process',
  parameters: {},
  point: processPoint,
  alone: true,
  open(managed: ManagedProcess, _parameters, context) {
    managed.pause()
    context.fired()
    return () => managed.resume()
  },
})
