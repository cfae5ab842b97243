import { millisecondsFromZero } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'
import type { ManagedProcess } from '../process/managed-process.ts'
import { processPoint } from '../process/process-point.ts'
import { startAgain } from '../process/start-again.ts'

export const gracefulStop = defineFault({
  kind: 'graceful-stop',
  summary:
    'Asks a process to end (SIGTERM), as a deployment does, kills it where it does not, and starts it again.',
  layer: 'process',
  parameters: {
    graceMs: millisecondsFromZero().default(5_000).describe('How long it has to end, before SIGKILL.'),
    downtimeMs: millisecondsFromZero()
      .default(0)
      .describe('How long it stays away then; it comes back sooner where the fault is healed.'),
  },
  sample: (draw) => ({ graceMs: Math.round(100 * 50 ** draw('graceMs')) }),
  point: processPoint,
  alone: true,
  open(managed: ManagedProcess, { graceMs, downtimeMs }, context) {
    const restart = async (): Promise<void> => {
      // Its grace is its own, also where the fault is healed meanwhile: that is no reason to kill it.
      const { tookMs } = await managed.terminate(graceMs)
      await startAgain(managed, downtimeMs, context.signal, () =>
        context.fired({ name: 'graceMs', asked: graceMs, seen: tookMs }),
      )
    }
    const back = restart()
    back.catch(() => undefined)
    return () => back
  },
})
