import type { TestContext } from 'vitest'
import type { GuaranteeInput } from '../check/guarantee-input.ts'
import type { Budgets } from '../model/scenario.ts'
import type { ReportStamp } from '../model/report-stamp.ts'
import type { StressContext, StressMeta } from '../model/wire.ts'

/** The test's own, with our fields. It names the module: only one that is imported here, in the output too, can be added to. @public */
export type StressTask = TestContext['task']

declare module 'vitest' {
  interface TaskMeta {
    stress?: StressMeta
    /** Of a test file in a report for a merge. */
    stressReport?: ReportStamp
  }
  interface ProvidedContext {
    'vitest-stress': StressContext
  }
}

// Vitest 4 and 5 disagree on the type parameters of `Matchers`; both build their assertions on Chai's, which has none.
declare global {
  namespace Chai {
    interface Assertion {
      /** Every budget of the scenario, or every one given here, was kept. An `invalid` result fails, `.not` too. */
      toMeetBudgets(budgets?: Budgets): void
      /** Every guarantee of the scenario, or every one named here, held. An `invalid` result fails, `.not` too. */
      toKeepGuarantees(guarantees?: readonly GuaranteeInput[]): void
      /** Nothing left the process that must not. An `invalid` result, or one that was `'open'`, fails, `.not` too. */
      toBeIsolated(): void
    }
  }
}
