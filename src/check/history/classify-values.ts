import type { ValueAccount } from './account-values.ts'
import { compareValues } from './compare-values.ts'

/** Classes of messages; each lists an id once per copy. */
export interface TotalClasses {
  lost: unknown[]
  unexpected: unknown[]
  duplicatedPerAttempt: unknown[]
  duplicatedPerMessage: unknown[]
  recovered: unknown[]
  phantom: unknown[]
}

export function classifyValues({ values, attempted, acked, failed, delivered }: ValueAccount): TotalClasses {
  const classes: TotalClasses = {
    lost: [],
    unexpected: [],
    duplicatedPerAttempt: [],
    duplicatedPerMessage: [],
    recovered: [],
    phantom: [],
  }
  for (let value = 0; value < values.size; value++) {
    const [tries, oks, out] = [attempted[value]!, acked[value]!, delivered[value]!]
    const phantom = tries > 0 && tries === failed[value]!
    add(classes.lost, oks - out)
    add(classes.unexpected, tries === 0 ? out : 0)
    add(classes.duplicatedPerAttempt, out - tries)
    add(classes.duplicatedPerMessage, out - 1)
    add(classes.phantom, phantom ? out : 0)
    // Of the copies that were delivered and attempted, those that no acknowledgement accounts for.
    add(classes.recovered, phantom ? 0 : Math.min(out, tries - failed[value]!) - oks)

    function add(list: unknown[], copies: number): void {
      for (let i = 0; i < copies; i++) list.push(values.valueOf(value))
    }
  }
  for (const list of Object.values(classes)) list.sort(compareValues)
  return classes
}
