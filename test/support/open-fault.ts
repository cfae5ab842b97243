import { check, z } from '../../src/foundation/schema.ts'
import type { FaultContext, FaultDefinition, FaultSize, WindowFault } from '../../src/chaos/fault.ts'
import type { Clock } from '../../src/foundation/clock.ts'

/** A fault that was opened by hand, as the controller opens it. */
export interface OpenedFault {
  /** The size of each time it fired; null where it told none. */
  readonly fired: readonly (FaultSize | null)[]
  /** Settles once it is undone. */
  heal(): Promise<void>
}

export async function openFault(
  definition: FaultDefinition,
  given: { point?: unknown; parameters?: Record<string, unknown>; clock: Clock },
): Promise<OpenedFault> {
  const fault = definition as unknown as WindowFault
  if (fault.point !== null && !fault.point.accepts(given.point))
    throw new Error(`${fault.kind} wants ${fault.point.expected}`)
  const parsed = check(z.strictObject(fault.parameters), given.parameters ?? {}, fault.kind)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const fired: (FaultSize | null)[] = []
  const healed = new AbortController()
  const context: FaultContext = {
    clock: given.clock,
    decide: () => 0,
    chance: () => 0,
    state: (make) => make(),
    hold: () => () => {},
    over: () => {},
    fired: (size) => void fired.push(size ?? null),
    signal: healed.signal,
  }
  const heal = await fault.open(given.point, parsed.value, context)
  return {
    fired,
    async heal() {
      healed.abort()
      await heal()
    },
  }
}
