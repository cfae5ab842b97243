import type { FaultDefinition } from './fault.ts'
import { faults } from './faults.ts'

const own: readonly FaultDefinition[] = faults

/** Of our own faults: they act on what knows no virtual clock, and a load would wait for that in vain. */
export function needsRealTime(definition: FaultDefinition): boolean {
  return own.includes(definition) && (definition.layer === 'tcp' || definition.layer === 'process')
}
