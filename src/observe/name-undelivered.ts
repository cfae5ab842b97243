import type { Observation } from './observe.ts'

/** Messages that were taken in and neither given out nor given up, as their senders know them: the first of them, at most `most`. */
export function nameUndelivered(
  { ledger, label }: Pick<Observation, 'ledger' | 'label'>,
  most: number,
): string[] {
  const names = new Set<string>()
  ledger.sweep(({ producer, sequence, accepted, deliveries, deadLettered }) => {
    if (names.size < most && accepted && deliveries === 0 && !deadLettered)
      names.add(label(producer, sequence))
  })
  return [...names]
}
