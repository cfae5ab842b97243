import type { AssertedGuarantee } from '../model/asserted-guarantee.ts'
import type { Guarantee } from './guarantee.ts'
import { guarantees } from './guarantees.ts'
import type { HistoryChecker } from './history/checker.ts'
import { historyCheckers } from './history/history-checkers.ts'
import { judgeHistory } from './judge-history.ts'

const known: readonly Guarantee[] = guarantees

/** Guarantees that stand for a checker of histories, and say more: what they are worth without evidence. */
const guaranteeOf: Partial<Record<string, string>> = {
  fifo: 'fifo',
  'per-key-order': 'fifoPerKey',
  priority: 'priority',
  'priority-inversion': 'boundedInversion',
  'size-limit': 'capacity',
  lease: 'lease',
}

/** Offsets and assignments are not seen in a run. */
const outsideRuns = ['log']

/** Names that `{ checker, options }` may give. */
export const checkerNames: readonly string[] = historyCheckers
  .map(({ name }) => name)
  .filter((name) => !outsideRuns.includes(name))

/** The guarantee of this name, or the one that a checker's name stands for; undefined for any other. */
export function findGuarantee(name: string): Guarantee | undefined {
  const own = known.find((guarantee) => guarantee.name === (guaranteeOf[name] ?? name))
  if (own || !checkerNames.includes(name)) return own
  return guaranteeFrom(historyCheckers.find((checker) => checker.name === name)!)
}

/** Whether it takes a history to judge it. */
export function judgedOnHistory({ name, definition }: AssertedGuarantee): boolean {
  return definition !== null || findGuarantee(name)?.judgedOn === 'history'
}

/** A checker of histories as a guarantee. */
export function guaranteeFrom(checker: HistoryChecker): Guarantee {
  const { name, summary, optionsSchema } = checker
  return {
    name,
    summary,
    optionsSchema,
    judgedOn: 'history',
    check: (evidence, options) => judgeHistory(evidence, { checker, options }),
  }
}
