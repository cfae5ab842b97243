import type { FaultDefinition } from '../chaos/fault.ts'
import { faults as known } from '../chaos/faults.ts'
import { needsRealTime } from '../chaos/needs-real-time.ts'
import type { Problem } from '../foundation/problem.ts'

const definitions: readonly FaultDefinition[] = known

/** Faults that need real time, in a scenario on virtual time. */
export function realTimeProblems(given: Readonly<Record<string, unknown>>): Problem[] {
  if (given['time'] !== 'virtual') return []
  const kinds = (given['chaos'] as { kinds?: unknown } | null | undefined)?.kinds
  return [
    ...listOf(given['faults']).flatMap((fault, index) =>
      problemOf((fault as { kind?: unknown } | null | undefined)?.kind, `faults[${index}].kind`),
    ),
    ...listOf(kinds).flatMap((kind, index) => problemOf(kind, `chaos.kinds[${index}]`)),
  ]
}

function problemOf(named: unknown, path: string): Problem[] {
  const found = definitions.find((definition) => definition === named || definition.kind === named)
  if (found === undefined || !needsRealTime(found)) return []
  const things = found.layer === 'tcp' ? 'sockets' : 'processes'
  const expected = `real time, because "${found.kind}" acts on ${things}, which know no virtual clock`
  return [{ path, expected, got: "time: 'virtual'" }]
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
