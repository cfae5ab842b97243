import type { z } from '../foundation/schema.ts'
import type { LeaseTerms } from './asserting.ts'
import type { guarantees } from './guarantees.ts'
import type { HistoryChecker } from './history/checker.ts'
import type { historyCheckers } from './history/history-checkers.ts'

/** Guarantees that need no options. */
export type GuaranteeName = Exclude<(typeof guarantees)[number]['name'], 'capacity' | 'lease'>

type InputOf<C> =
  C extends HistoryChecker<infer Name, infer Options>
    ? { readonly checker: Name; readonly options?: z.input<Options> | undefined }
    : never

/** One element of `guarantees`: a name, or a checker with its options. */
export type GuaranteeInput =
  | GuaranteeName
  | InputOf<Exclude<(typeof historyCheckers)[number], { name: 'log' | 'lease' }>>
  | { readonly checker: 'lease'; readonly options: LeaseTerms }
  | { readonly checker: HistoryChecker; readonly options?: unknown }
