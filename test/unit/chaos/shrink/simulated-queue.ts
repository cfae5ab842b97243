import type { Shrinkable } from '../../../../src/chaos/shrink/shrinkable.ts'

export interface SimulatedFault {
  id: number
  kind: string
  at: number
  lastsMs: number
}

/** A run that is not run: what would be found in it is said by a rule. */
export interface Case {
  faults: readonly SimulatedFault[]
  operations: number
  consumers: number
}

export const shrinkable: Shrinkable<Case, SimulatedFault> = {
  faultsOf: (given) => given.faults,
  withFaults: (given, faults) => ({ ...given, faults }),
  numbersOf: (given) => [
    ...given.faults.flatMap((fault) => {
      const change = (changed: Partial<SimulatedFault>): Case => ({
        ...given,
        faults: given.faults.map((each) => (each === fault ? { ...each, ...changed } : each)),
      })
      return [
        { name: 'at', value: fault.at, least: 0, by: 'exact' as const, with: (at: number) => change({ at }) },
        {
          name: 'lastsMs',
          value: fault.lastsMs,
          least: 1,
          by: 'halves' as const,
          with: (lastsMs: number) => change({ lastsMs }),
        },
      ]
    }),
    {
      name: 'operations',
      value: given.operations,
      least: 1,
      by: 'exact',
      with: (operations) => ({ ...given, operations }),
    },
    {
      name: 'consumers',
      value: given.consumers,
      least: 1,
      by: 'exact',
      with: (consumers) => ({ ...given, consumers }),
    },
  ],
}

/** Finds each kind in the cases that its rule is true of. */
export function oracle(rules: Record<string, (given: Case) => boolean>) {
  return async (given: Case): Promise<string[]> => Object.keys(rules).filter((kind) => rules[kind]!(given))
}
