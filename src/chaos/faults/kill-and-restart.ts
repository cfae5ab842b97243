import { millisecondsFromZero } from '../../foundation/schema.ts'
import { defineFault } from '../fault.ts'
import type { ManagedProcess } from '../process/managed-process.ts'
import { processPoint } from '../process/process-point.ts'
import { startAgain } from '../process/start-again.ts'

export const killAndRestart = defineFault({
  kind: 'kill-and-restart',
  summary: 'Kills a process and all that it has started (SIGKILL), and starts it again in the same way.',
  layer: 'process',
  parameters: {
    downtimeMs: millisecondsFromZero()
      .default(500)
      .describe('How long it stays away; it comes back sooner where the fault is healed.'),
  },
  sample: (draw) => ({ downtimeMs: Math.round(1_000 * draw('downtimeMs')) }),
  point: processPoint,
  alone: true,
  async open(managed: ManagedProcess, { downtimeMs }, context) {
    await managed.kill()
    const back = startAgain(managed, downtimeMs, context.signal, (seen) =>
      context.fired({ name: 'downtimeMs', asked: downtimeMs, seen }),
    )
    // Whoever heals it hears of it.
    back.catch(() => undefined)
    return () => back
  },
})
